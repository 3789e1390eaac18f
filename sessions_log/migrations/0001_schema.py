"""The tables of the work done with her, and of their history, as they stood at 0.5.0.

Generated; the migrations that led here are replaced by it.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import practices.tenancy.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('sessions_log', '0001_initial'),
        ('sessions_log', '0002_initial'),
        ('sessions_log', '0004_day'),
    ]

    dependencies = [
        ('women', '0001_schema'),
    ]

    operations = [
        practices.tenancy.schema.Together([
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('import_hash', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('at', models.DateTimeField()),
                ('service', models.CharField(choices=[('gp', 'GP'), ('hospital', 'Hospital'), ('mental_health', 'Mental health'), ('sexual_health', 'Sexual health'), ('drug_and_alcohol', 'Drug and alcohol'), ('housing', 'Housing'), ('court', 'Court'), ('solicitor', 'Solicitor'), ('job_centre', 'Job centre'), ('contact_centre', 'Contact centre'), ('dentist', 'Dentist'), ('midwifery', 'Midwifery'), ('social_work', 'Social work'), ('police', 'Police'), ('probation', 'Probation'), ('domestic_abuse', 'Domestic abuse'), ('education_and_training', 'Education and training'), ('money_advice', 'Money advice'), ('counselling', 'Counselling'), ('other', 'Other')], max_length=30)),
                ('service_as_written', models.CharField(blank=True, max_length=200)),
                ('agency', models.CharField(blank=True, max_length=200)),
                ('attendance', models.CharField(choices=[('attended', 'Attended'), ('attended_late', 'Attended late'), ('late_not_seen', 'Arrived late, not seen'), ('did_not_attend', 'Did not attend'), ('cancelled_by_woman', 'Cancelled by her'), ('cancelled_by_service', 'Cancelled by service'), ('scheduled', 'Scheduled')], default='scheduled', max_length=30)),
                ('accompanied', models.BooleanField(default=False)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='women.woman')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'at'], name='sessions_lo_practic_a844d3_idx'), models.Index(fields=['practice', 'woman', 'at'], name='sessions_lo_practic_fd78d5_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('service__in', ['gp', 'hospital', 'mental_health', 'sexual_health', 'drug_and_alcohol', 'housing', 'court', 'solicitor', 'job_centre', 'contact_centre', 'dentist', 'midwifery', 'social_work', 'police', 'probation', 'domestic_abuse', 'education_and_training', 'money_advice', 'counselling', 'other'])), name='appointment_service_is_known'), models.CheckConstraint(condition=models.Q(('service', 'other'), ('service_as_written', ''), _connector='XOR'), name='appointment_service_as_written_only_for_another'), models.CheckConstraint(condition=models.Q(('attendance__in', ['attended', 'attended_late', 'late_not_seen', 'did_not_attend', 'cancelled_by_woman', 'cancelled_by_service', 'scheduled'])), name='appointment_attendance_is_known')],
            },
        ),
        migrations.CreateModel(
            name='AppointmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('import_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('import_hash', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('at', models.DateTimeField()),
                ('service', models.CharField(choices=[('gp', 'GP'), ('hospital', 'Hospital'), ('mental_health', 'Mental health'), ('sexual_health', 'Sexual health'), ('drug_and_alcohol', 'Drug and alcohol'), ('housing', 'Housing'), ('court', 'Court'), ('solicitor', 'Solicitor'), ('job_centre', 'Job centre'), ('contact_centre', 'Contact centre'), ('dentist', 'Dentist'), ('midwifery', 'Midwifery'), ('social_work', 'Social work'), ('police', 'Police'), ('probation', 'Probation'), ('domestic_abuse', 'Domestic abuse'), ('education_and_training', 'Education and training'), ('money_advice', 'Money advice'), ('counselling', 'Counselling'), ('other', 'Other')], max_length=30)),
                ('service_as_written', models.CharField(blank=True, max_length=200)),
                ('agency', models.CharField(blank=True, max_length=200)),
                ('attendance', models.CharField(choices=[('attended', 'Attended'), ('attended_late', 'Attended late'), ('late_not_seen', 'Arrived late, not seen'), ('did_not_attend', 'Did not attend'), ('cancelled_by_woman', 'Cancelled by her'), ('cancelled_by_service', 'Cancelled by service'), ('scheduled', 'Scheduled')], default='scheduled', max_length=30)),
                ('accompanied', models.BooleanField(default=False)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sessions_log.appointment')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.practice')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='women.woman')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GroupActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('started_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__lte', 1440)), name='group_minutes_fit_in_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('import_hash', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('practitioner_name', models.CharField(blank=True, max_length=100)),
                ('started_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('mode', models.CharField(choices=[('home_visit', 'Home visit'), ('community_visit', 'Community visit'), ('office_visit', 'Office visit'), ('doorstep', 'Doorstep'), ('phone', 'Phone'), ('video', 'Video'), ('text', 'Text'), ('letter', 'Letter'), ('group', 'Group')], max_length=20)),
                ('outcome', models.CharField(choices=[('made', 'Made'), ('no_reply', 'No reply'), ('not_there', 'Not there'), ('cancelled_by_woman', 'Cancelled by her'), ('cancelled_by_practice', 'Cancelled by practice')], max_length=30)),
                ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('relationship_with_children', 'Relationship with children'), ('housing', 'Housing'), ('domestic_abuse', 'Domestic abuse'), ('mental_health', 'Mental health'), ('physical_health', 'Physical health'), ('sexual_health', 'Sexual health'), ('substance_use', 'Substance use'), ('money', 'Money'), ('education_training_employment', 'Education, training and employment'), ('relationships', 'Relationships'), ('self_esteem', 'Self-esteem'), ('offending', 'Offending'), ('loss_and_grief', 'Loss and grief'), ('life_skills', 'Life skills')], max_length=40), blank=True, default=list, size=None)),
                ('recorded_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('practitioner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.membership')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='women.woman')),
                ('unsafe_reason', models.CharField(blank=True, db_default='', default='', max_length=300)),
                ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='sessions_log.groupactivity')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'started_at'], name='sessions_lo_practic_c7e416_idx'), models.Index(fields=['practice', 'woman', 'started_at'], name='sessions_lo_practic_7cfcaa_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('mode__in', ['home_visit', 'community_visit', 'office_visit', 'doorstep', 'phone', 'video', 'text', 'letter', 'group'])), name='contact_mode_is_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['made', 'no_reply', 'not_there', 'cancelled_by_woman', 'cancelled_by_practice'])), name='contact_outcome_is_known'), models.CheckConstraint(condition=models.Q(('minutes__isnull', True), ('minutes__lte', 1440), _connector='OR'), name='contact_minutes_fit_in_a_day'), models.CheckConstraint(condition=models.Q(('recorded_at__isnull', True), ('recorded_at__gte', models.F('started_at')), _connector='OR'), name='contact_recorded_not_before_it_began'), models.CheckConstraint(condition=models.Q(('areas__contained_by', ['relationship_with_children', 'housing', 'domestic_abuse', 'mental_health', 'physical_health', 'sexual_health', 'substance_use', 'money', 'education_training_employment', 'relationships', 'self_esteem', 'offending', 'loss_and_grief', 'life_skills'])), name='contact_areas_are_known')],
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('import_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('import_hash', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('practitioner_name', models.CharField(blank=True, max_length=100)),
                ('started_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('mode', models.CharField(choices=[('home_visit', 'Home visit'), ('community_visit', 'Community visit'), ('office_visit', 'Office visit'), ('doorstep', 'Doorstep'), ('phone', 'Phone'), ('video', 'Video'), ('text', 'Text'), ('letter', 'Letter'), ('group', 'Group')], max_length=20)),
                ('outcome', models.CharField(choices=[('made', 'Made'), ('no_reply', 'No reply'), ('not_there', 'Not there'), ('cancelled_by_woman', 'Cancelled by her'), ('cancelled_by_practice', 'Cancelled by practice')], max_length=30)),
                ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('relationship_with_children', 'Relationship with children'), ('housing', 'Housing'), ('domestic_abuse', 'Domestic abuse'), ('mental_health', 'Mental health'), ('physical_health', 'Physical health'), ('sexual_health', 'Sexual health'), ('substance_use', 'Substance use'), ('money', 'Money'), ('education_training_employment', 'Education, training and employment'), ('relationships', 'Relationships'), ('self_esteem', 'Self-esteem'), ('offending', 'Offending'), ('loss_and_grief', 'Loss and grief'), ('life_skills', 'Life skills')], max_length=40), blank=True, default=list, size=None)),
                ('recorded_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sessions_log.contact')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.practice')),
                ('practitioner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.membership')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='women.woman')),
                ('unsafe_reason', models.CharField(blank=True, db_default='', default='', max_length=300)),
                ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sessions_log.groupactivity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LocalOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('relationship_with_children', 'Relationship with children'), ('housing', 'Housing'), ('domestic_abuse', 'Domestic abuse'), ('mental_health', 'Mental health'), ('physical_health', 'Physical health'), ('sexual_health', 'Sexual health'), ('substance_use', 'Substance use'), ('money', 'Money'), ('education_training_employment', 'Education, training and employment'), ('relationships', 'Relationships'), ('self_esteem', 'Self-esteem'), ('offending', 'Offending'), ('loss_and_grief', 'Loss and grief'), ('life_skills', 'Life skills')], max_length=40)),
                ('code', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=100)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'area', 'code'), name='local_outcome_once_an_area'), models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z0-9]+(_[a-z0-9]+)*$')), name='local_outcome_is_a_code')],
            },
        ),
        migrations.CreateModel(
            name='LocalOutcomeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('area', models.CharField(choices=[('relationship_with_children', 'Relationship with children'), ('housing', 'Housing'), ('domestic_abuse', 'Domestic abuse'), ('mental_health', 'Mental health'), ('physical_health', 'Physical health'), ('sexual_health', 'Sexual health'), ('substance_use', 'Substance use'), ('money', 'Money'), ('education_training_employment', 'Education, training and employment'), ('relationships', 'Relationships'), ('self_esteem', 'Self-esteem'), ('offending', 'Offending'), ('loss_and_grief', 'Loss and grief'), ('life_skills', 'Life skills')], max_length=40)),
                ('code', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=100)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sessions_log.localoutcome')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.practice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('import_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('import_hash', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('on', models.DateField()),
                ('area', models.CharField(choices=[('relationship_with_children', 'Relationship with children'), ('housing', 'Housing'), ('domestic_abuse', 'Domestic abuse'), ('mental_health', 'Mental health'), ('physical_health', 'Physical health'), ('sexual_health', 'Sexual health'), ('substance_use', 'Substance use'), ('money', 'Money'), ('education_training_employment', 'Education, training and employment'), ('relationships', 'Relationships'), ('self_esteem', 'Self-esteem'), ('offending', 'Offending'), ('loss_and_grief', 'Loss and grief'), ('life_skills', 'Life skills')], max_length=40)),
                ('outcome', models.CharField(max_length=60)),
                ('agency', models.CharField(blank=True, max_length=200)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='support', to='women.woman')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'on'], name='sessions_lo_practic_db083d_idx'), models.Index(fields=['practice', 'woman'], name='sessions_lo_practic_4bdd30_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('area__in', ['relationship_with_children', 'housing', 'domestic_abuse', 'mental_health', 'physical_health', 'sexual_health', 'substance_use', 'money', 'education_training_employment', 'relationships', 'self_esteem', 'offending', 'loss_and_grief', 'life_skills'])), name='support_area_is_known'), models.CheckConstraint(condition=models.Q(('outcome__regex', '^[a-z0-9]+(_[a-z0-9]+)*$')), name='support_outcome_is_a_code')],
            },
        ),
        migrations.CreateModel(
            name='SupportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('import_key', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('import_hash', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('on', models.DateField()),
                ('area', models.CharField(choices=[('relationship_with_children', 'Relationship with children'), ('housing', 'Housing'), ('domestic_abuse', 'Domestic abuse'), ('mental_health', 'Mental health'), ('physical_health', 'Physical health'), ('sexual_health', 'Sexual health'), ('substance_use', 'Substance use'), ('money', 'Money'), ('education_training_employment', 'Education, training and employment'), ('relationships', 'Relationships'), ('self_esteem', 'Self-esteem'), ('offending', 'Offending'), ('loss_and_grief', 'Loss and grief'), ('life_skills', 'Life skills')], max_length=40)),
                ('outcome', models.CharField(max_length=60)),
                ('agency', models.CharField(blank=True, max_length=200)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sessions_log.support')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.practice')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='women.woman')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WorkbookUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('file_name', models.CharField(max_length=200)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('summary', models.JSONField(default=dict)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('contact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='sessions_log.contact')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'contact'], name='sessions_lo_practic_453064_idx')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.membership')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('practice', 'secret_sha256'), name='feed_secret_once')],
            },
        ),
        migrations.CreateModel(
            name='GroupActivityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('started_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sessions_log.groupactivity')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.practice')),
                ('recorded_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        ]),
        practices.tenancy.schema.AddTriggers(
            model_name='Appointment',
            triggers=[pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_appointmentevent" ("accompanied", "agency", "at", "attendance", "id", "import_hash", "import_key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "service", "service_as_written", "woman_id") VALUES (NEW."accompanied", NEW."agency", NEW."at", NEW."attendance", NEW."id", NEW."import_hash", NEW."import_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."service", NEW."service_as_written", NEW."woman_id"); RETURN NULL;', hash='5217320f943aff515e8f8842e3965ebe26ba8452', operation='INSERT', pgid='pgtrigger_insert_insert_e6e75', table='sessions_log_appointment', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sessions_log_appointmentevent" ("accompanied", "agency", "at", "attendance", "id", "import_hash", "import_key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "service", "service_as_written", "woman_id") VALUES (NEW."accompanied", NEW."agency", NEW."at", NEW."attendance", NEW."id", NEW."import_hash", NEW."import_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."service", NEW."service_as_written", NEW."woman_id"); RETURN NULL;', hash='938e70bf26feff9ebe053547ad0a66ea9659914b', operation='UPDATE', pgid='pgtrigger_update_update_003bb', table='sessions_log_appointment', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_appointmentevent" ("accompanied", "agency", "at", "attendance", "id", "import_hash", "import_key", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "service", "service_as_written", "woman_id") VALUES (OLD."accompanied", OLD."agency", OLD."at", OLD."attendance", OLD."id", OLD."import_hash", OLD."import_key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."service", OLD."service_as_written", OLD."woman_id"); RETURN NULL;', hash='49a1779ce8491d1b8f3b2cf3bfc16a1ec0e71038', operation='DELETE', pgid='pgtrigger_delete_delete_ac417', table='sessions_log_appointment', when='AFTER'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='AppointmentEvent',
            triggers=[pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='07a1843f4cdf5204b838713992d8618592b67aab', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f9a7b', table='sessions_log_appointmentevent', when='BEFORE'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='GroupActivity',
            triggers=[pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_groupactivityevent" ("id", "minutes", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_by_id", "started_at", "title") VALUES (NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."recorded_by_id", NEW."started_at", NEW."title"); RETURN NULL;', hash='8a1d267d03f958388fce10d3ed5b1470c5242782', operation='INSERT', pgid='pgtrigger_insert_insert_4a41f', table='sessions_log_groupactivity', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sessions_log_groupactivityevent" ("id", "minutes", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_by_id", "started_at", "title") VALUES (NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."recorded_by_id", NEW."started_at", NEW."title"); RETURN NULL;', hash='651a62ec4f7162609ca10b11bc5e827d736f3a3a', operation='UPDATE', pgid='pgtrigger_update_update_a44d1', table='sessions_log_groupactivity', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_groupactivityevent" ("id", "minutes", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_by_id", "started_at", "title") VALUES (OLD."id", OLD."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."recorded_by_id", OLD."started_at", OLD."title"); RETURN NULL;', hash='801ef10ec5ff37fdd18692cf1345b8488d7e0096', operation='DELETE', pgid='pgtrigger_delete_delete_fc03f', table='sessions_log_groupactivity', when='AFTER'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='Contact',
            triggers=[pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_contactevent" ("areas", "group_id", "id", "import_hash", "import_key", "minutes", "mode", "note", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "practitioner_id", "practitioner_name", "recorded_at", "started_at", "unsafe_reason", "woman_id") VALUES (NEW."areas", NEW."group_id", NEW."id", NEW."import_hash", NEW."import_key", NEW."minutes", NEW."mode", NEW."note", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."practitioner_id", NEW."practitioner_name", NEW."recorded_at", NEW."started_at", NEW."unsafe_reason", NEW."woman_id"); RETURN NULL;', hash='095e84c436cc48288a3afeb723a29b860cef7b81', operation='INSERT', pgid='pgtrigger_insert_insert_b0ec4', table='sessions_log_contact', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sessions_log_contactevent" ("areas", "group_id", "id", "import_hash", "import_key", "minutes", "mode", "note", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "practitioner_id", "practitioner_name", "recorded_at", "started_at", "unsafe_reason", "woman_id") VALUES (NEW."areas", NEW."group_id", NEW."id", NEW."import_hash", NEW."import_key", NEW."minutes", NEW."mode", NEW."note", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."practitioner_id", NEW."practitioner_name", NEW."recorded_at", NEW."started_at", NEW."unsafe_reason", NEW."woman_id"); RETURN NULL;', hash='6b3e59096ae3afd760e4ff3a8e10b78a94086712', operation='UPDATE', pgid='pgtrigger_update_update_336e2', table='sessions_log_contact', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_contactevent" ("areas", "group_id", "id", "import_hash", "import_key", "minutes", "mode", "note", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "practitioner_id", "practitioner_name", "recorded_at", "started_at", "unsafe_reason", "woman_id") VALUES (OLD."areas", OLD."group_id", OLD."id", OLD."import_hash", OLD."import_key", OLD."minutes", OLD."mode", OLD."note", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."practitioner_id", OLD."practitioner_name", OLD."recorded_at", OLD."started_at", OLD."unsafe_reason", OLD."woman_id"); RETURN NULL;', hash='896b902709d799183d66528308ccc17ad76daf3d', operation='DELETE', pgid='pgtrigger_delete_delete_76287', table='sessions_log_contact', when='AFTER'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='ContactEvent',
            triggers=[pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e75841bbfccf11303b119da3d6d0839917954fa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_696d1', table='sessions_log_contactevent', when='BEFORE'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='LocalOutcome',
            triggers=[pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_localoutcomeevent" ("area", "code", "id", "label", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id") VALUES (NEW."area", NEW."code", NEW."id", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id"); RETURN NULL;', hash='cee1e9aa90eed5731b2f846cfd51836daed60ad0', operation='INSERT', pgid='pgtrigger_insert_insert_2fa6b', table='sessions_log_localoutcome', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sessions_log_localoutcomeevent" ("area", "code", "id", "label", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id") VALUES (NEW."area", NEW."code", NEW."id", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id"); RETURN NULL;', hash='40f67158ec3b930f2b1bcf6de92542b7b67d56dd', operation='UPDATE', pgid='pgtrigger_update_update_28b86', table='sessions_log_localoutcome', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_localoutcomeevent" ("area", "code", "id", "label", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id") VALUES (OLD."area", OLD."code", OLD."id", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id"); RETURN NULL;', hash='3d34515ae29c01e7fa33bdd35291632b9fe1a05c', operation='DELETE', pgid='pgtrigger_delete_delete_1a424', table='sessions_log_localoutcome', when='AFTER'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='LocalOutcomeEvent',
            triggers=[pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dc7396b7dd01e859ce02c678bc734c7d783da5a7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a09b', table='sessions_log_localoutcomeevent', when='BEFORE'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='Support',
            triggers=[pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_supportevent" ("agency", "area", "id", "import_hash", "import_key", "on", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "woman_id") VALUES (NEW."agency", NEW."area", NEW."id", NEW."import_hash", NEW."import_key", NEW."on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."woman_id"); RETURN NULL;', hash='d822de0e887a28cc202bb07b9a46e29e01686208', operation='INSERT', pgid='pgtrigger_insert_insert_7dbd8', table='sessions_log_support', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sessions_log_supportevent" ("agency", "area", "id", "import_hash", "import_key", "on", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "woman_id") VALUES (NEW."agency", NEW."area", NEW."id", NEW."import_hash", NEW."import_key", NEW."on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."woman_id"); RETURN NULL;', hash='ff80af3a2ec2cf8c7288f832ccbf3f987dac19a9', operation='UPDATE', pgid='pgtrigger_update_update_59ecf', table='sessions_log_support', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sessions_log_supportevent" ("agency", "area", "id", "import_hash", "import_key", "on", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "woman_id") VALUES (OLD."agency", OLD."area", OLD."id", OLD."import_hash", OLD."import_key", OLD."on", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."woman_id"); RETURN NULL;', hash='7b489b4bfd7823dc6984d87863867f75183aea09', operation='DELETE', pgid='pgtrigger_delete_delete_fb22d', table='sessions_log_support', when='AFTER'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='SupportEvent',
            triggers=[pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='be4451a1177a70723e05b868341d06e43edc8496', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9585a', table='sessions_log_supportevent', when='BEFORE'))],
        ),
        practices.tenancy.schema.AddTriggers(
            model_name='GroupActivityEvent',
            triggers=[pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ab3de7aad05a9a9e881f17211caa58867814893', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81233', table='sessions_log_groupactivityevent', when='BEFORE'))],
        ),
    ]
