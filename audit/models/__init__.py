from .entry import AuditDay, AuditEntry
from .maintenance import MaintenanceRun

__all__ = ["AuditDay", "AuditEntry", "MaintenanceRun"]
