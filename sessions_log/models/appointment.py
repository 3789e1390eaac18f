"""An appointment with any other service; attendance is the headline quality figure."""

from django.db import models
from django.db.models import Q

from practices.models.history import tracked
from practices.tenancy.managers import TenantModel
from practices.workbook.models import ImportedModel
from sessions_log.codes import Attendance, Service


@tracked()
class Appointment(ImportedModel):
    """One appointment. A service on no list is `other`, with its name as written in `service_as_written`."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="appointments", db_constraint=False)
    at = models.DateTimeField()
    service = models.CharField(max_length=30, choices=Service.choices)
    service_as_written = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    attendance = models.CharField(max_length=30, choices=Attendance.choices, default=Attendance.SCHEDULED)
    accompanied = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["practice", "at"]), models.Index(fields=["practice", "woman", "at"])]
        constraints = [
            models.CheckConstraint(name="appointment_service_is_known", condition=Q(service__in=Service.values)),
            models.CheckConstraint(
                name="appointment_service_as_written_only_for_another",
                condition=Q(service=Service.OTHER) ^ Q(service_as_written=""),
            ),
            models.CheckConstraint(
                name="appointment_attendance_is_known", condition=Q(attendance__in=Attendance.values)
            ),
        ]

    def __str__(self) -> str:
        return f"Appointment {self.pk}"

    @property
    def service_name(self) -> str:
        """The service as people say it."""
        return self.service_as_written or self.get_service_display()
