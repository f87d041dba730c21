"""What the regulator requires whatever else is good: four gates, judged from the gates table."""

from .breaches_closed import BreachesClosed
from .information_return_made import InformationReturnMade
from .notifications_made import NotificationsMade
from .registered_manager_in_post import RegisteredManagerInPost

__all__ = ["BreachesClosed", "InformationReturnMade", "NotificationsMade", "RegisteredManagerInPost"]
