"""What was taken back from a record, and a trigger that asks for it where a row is added to and never changed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from practices.tenancy.walls import GuardTable
from women.restricted import POLICY, put_up


ONLY_WITHDRAWN = """
CREATE FUNCTION women_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'app_rw' AND NOT EXISTS (
        SELECT 1 FROM women_withdrawal w WHERE w.practice_id = OLD.practice_id
        AND w.rows @> jsonb_build_array(jsonb_build_object('table', TG_TABLE_NAME, 'id', OLD.id)))
    THEN
        RAISE EXCEPTION 'A row of % goes only by a withdrawal that says why.', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER only_withdrawn BEFORE DELETE ON women_note FOR EACH ROW EXECUTE FUNCTION women_only_withdrawn();
CREATE TRIGGER only_withdrawn BEFORE DELETE ON women_documentcontent
    FOR EACH ROW EXECUTE FUNCTION women_only_withdrawn();
"""
ONLY_WITHDRAWN_AWAY = """
DROP TRIGGER only_withdrawn ON women_note;
DROP TRIGGER only_withdrawn ON women_documentcontent;
DROP FUNCTION women_only_withdrawn();
"""


def hide(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, {"women_withdrawal": {"woman_id", "practice_id"}})


def show(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DROP POLICY {POLICY} ON women_withdrawal")


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0002_row_level_security'),
        ('women', '0008_order_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('noun', models.CharField(max_length=100)),
                ('reason', models.CharField(choices=[('wrong_woman', 'It was entered on the wrong woman’s record'), ('mistake', 'It did not happen, or is not so'), ('twice', 'It was entered twice'), ('other', 'Another reason')], max_length=20)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('rows', models.JSONField(default=list)),
                ('content', models.JSONField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('moved_to', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='women.woman')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('undoes', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='women.withdrawal')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='women.woman')),
            ],
            options={
                'ordering': ['-withdrawn_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['practice', 'woman'], name='women_withd_practic_463e7e_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['wrong_woman', 'mistake', 'twice', 'other'])), name='withdrawal_reason_is_known'), models.CheckConstraint(condition=models.Q(('moved_to__isnull', True), ('reason', 'wrong_woman'), _connector='OR'), name='withdrawal_moved_only_from_the_wrong_woman')],
            },
        ),
        GuardTable("Withdrawal", parent=True),
        migrations.RunSQL(ONLY_WITHDRAWN, ONLY_WITHDRAWN_AWAY),
        migrations.RunPython(hide, show),
    ]
