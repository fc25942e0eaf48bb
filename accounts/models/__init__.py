from accounts.models.agency import Agency
from accounts.models.delegation import Delegation
from accounts.models.membership import Membership
from accounts.models.user import User

__all__ = ["Agency", "Delegation", "Membership", "User"]
