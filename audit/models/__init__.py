from .entry import AuditDay, AuditEntry
from .maintenance import IntegrityTurn, MaintenanceRun

__all__ = ["AuditDay", "AuditEntry", "IntegrityTurn", "MaintenanceRun"]
