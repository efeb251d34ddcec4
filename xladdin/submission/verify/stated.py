"""The few fields of a sealed model that verifying compares: reading the whole model would cost more than all the rest."""

from __future__ import annotations

import msgspec


class Named(msgspec.Struct, frozen=True):
    """A unit or a project."""

    code: str = ""
    name: str = ""

    @property
    def said(self) -> str:
        return self.code or self.name


class Stated(msgspec.Struct, frozen=True):
    """Head of an evaluation; other fields are passed over."""

    year: int
    project: Named
    unit: Named = Named()
    version: int = 1
    profile: str = ""


def stated_in(model: bytes) -> Stated:
    """Raises ValueError for what is no canonical JSON of an evaluation's form."""
    try:
        return msgspec.json.decode(model, type=Stated)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
