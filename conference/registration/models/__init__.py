"""The tables of registration."""

from .addresses import AddressChange
from .batches import Batch, BatchItem
from .categories import Category, RegistrationSettings, WaitingList
from .quarantine import HeldSubmission
from .registrations import (
    ALIVE,
    HOLDS_PLACE,
    PHOTO,
    Consent,
    Registration,
    RegistrationState,
    Source,
    Ticket,
)
from .search_index import SEARCH
from .table_views import TableHabit, TableView
from .wishes import RoomWish

__all__ = [
    "ALIVE",
    "HOLDS_PLACE",
    "PHOTO",
    "SEARCH",
    "AddressChange",
    "Batch",
    "BatchItem",
    "Category",
    "Consent",
    "HeldSubmission",
    "Registration",
    "RegistrationSettings",
    "RegistrationState",
    "RoomWish",
    "Source",
    "TableHabit",
    "TableView",
    "Ticket",
    "WaitingList",
]
