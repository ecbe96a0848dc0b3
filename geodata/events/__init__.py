"""Events: facts that report one happening, merged; and histories: what a state or contingent was on a day."""

from __future__ import annotations

from geodata.events.histories import WithdrawalState, membership_states, withdrawal_states
from geodata.events.keys import block_keys
from geodata.events.merging import merge

__all__ = ["WithdrawalState", "block_keys", "membership_states", "merge", "withdrawal_states"]
