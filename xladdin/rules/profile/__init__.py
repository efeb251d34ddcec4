"""Rule profiles (评分规则): dated TOML files in which every number stands with its source.

No number of a rule is written in code. A profile may extend another; then it holds only what differs. A number whose
official text was not at hand has ``verified = false`` and is shown to the user as such.
"""

from xladdin.rules.profile.nouns import BENEFIT, OUTPUT, Level, Parameter, Profile, Role, short, with_suffix
from xladdin.rules.profile.shelf import (
    DEFAULT,
    FOLDER,
    Entry,
    add,
    entries,
    find,
    load,
    load_file,
    names,
    of_file,
    refuse_other,
)

__all__ = [
    "BENEFIT",
    "DEFAULT",
    "FOLDER",
    "OUTPUT",
    "Entry",
    "Level",
    "Parameter",
    "Profile",
    "Role",
    "add",
    "entries",
    "find",
    "load",
    "load_file",
    "names",
    "of_file",
    "refuse_other",
    "short",
    "with_suffix",
]
