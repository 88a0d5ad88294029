from typing import ClassVar

from conference.core.errors import Refused


class PairCodeUnknown(Refused):
    code: ClassVar[str] = "pair_code_unknown"


class PairCodeUsed(Refused):
    code: ClassVar[str] = "pair_code_used"
