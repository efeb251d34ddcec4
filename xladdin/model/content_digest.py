"""内容摘要 content digest: sha256 of the canonical JSON of the model — what a submission says, whatever file says it."""

from __future__ import annotations

from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import encode
from xladdin.sha256 import sha256_hex


def content_digest(evaluation: Evaluation) -> str:
    """64 hex digits; the same for evaluations that say the same."""
    return sha256_hex(encode(canonical(evaluation)))
