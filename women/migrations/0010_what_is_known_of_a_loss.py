"""What is known of a loss: her words of a child, a month without a day, and that something is not recorded."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from practices.tenancy.schema import Together


class Migration(migrations.Migration):

    dependencies = [
        ('women', '0009_withdrawals'),
    ]

    operations = [
        Together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='child',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='child',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='child',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pregnancy',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pregnancy',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pregnancy',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='child',
            name='words',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='as she wants it written'),
        ),
        migrations.AddField(
            model_name='childevent',
            name='words',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='as she wants it written'),
        ),
        migrations.AddField(
            model_name='pregnancy',
            name='ended_month_only',
            field=models.BooleanField(db_default=False, default=False, verbose_name='only the month is known'),
        ),
        migrations.AddField(
            model_name='pregnancy',
            name='known_month_only',
            field=models.BooleanField(db_default=False, default=False, verbose_name='only the month is known'),
        ),
        migrations.AddField(
            model_name='pregnancy',
            name='known_not_recorded',
            field=models.BooleanField(db_default=False, default=False, verbose_name='since when is not recorded'),
        ),
        migrations.AddField(
            model_name='pregnancyevent',
            name='ended_month_only',
            field=models.BooleanField(db_default=False, default=False, verbose_name='only the month is known'),
        ),
        migrations.AddField(
            model_name='pregnancyevent',
            name='known_month_only',
            field=models.BooleanField(db_default=False, default=False, verbose_name='only the month is known'),
        ),
        migrations.AddField(
            model_name='pregnancyevent',
            name='known_not_recorded',
            field=models.BooleanField(db_default=False, default=False, verbose_name='since when is not recorded'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='child',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_childevent" ("born_day_is_known", "born_on", "child_no", "contact_plan", "died_day_is_known", "died_on", "id", "import_hash", "import_key", "legal_status", "loss", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement", "practice_id", "remembers", "removed_on", "woman_id", "words") VALUES (NEW."born_day_is_known", NEW."born_on", NEW."child_no", NEW."contact_plan", NEW."died_day_is_known", NEW."died_on", NEW."id", NEW."import_hash", NEW."import_key", NEW."legal_status", NEW."loss", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."placement", NEW."practice_id", NEW."remembers", NEW."removed_on", NEW."woman_id", NEW."words"); RETURN NULL;', hash='1bcae2926e760f0342e3494dbe73ef70590b764e', operation='INSERT', pgid='pgtrigger_insert_insert_9f6b8', table='women_child', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='child',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "women_childevent" ("born_day_is_known", "born_on", "child_no", "contact_plan", "died_day_is_known", "died_on", "id", "import_hash", "import_key", "legal_status", "loss", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement", "practice_id", "remembers", "removed_on", "woman_id", "words") VALUES (NEW."born_day_is_known", NEW."born_on", NEW."child_no", NEW."contact_plan", NEW."died_day_is_known", NEW."died_on", NEW."id", NEW."import_hash", NEW."import_key", NEW."legal_status", NEW."loss", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."placement", NEW."practice_id", NEW."remembers", NEW."removed_on", NEW."woman_id", NEW."words"); RETURN NULL;', hash='1363030eef0f8a380fe1ec6b4e9e4e2dab9e0e8d', operation='UPDATE', pgid='pgtrigger_update_update_e1c71', table='women_child', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='child',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_childevent" ("born_day_is_known", "born_on", "child_no", "contact_plan", "died_day_is_known", "died_on", "id", "import_hash", "import_key", "legal_status", "loss", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement", "practice_id", "remembers", "removed_on", "woman_id", "words") VALUES (OLD."born_day_is_known", OLD."born_on", OLD."child_no", OLD."contact_plan", OLD."died_day_is_known", OLD."died_on", OLD."id", OLD."import_hash", OLD."import_key", OLD."legal_status", OLD."loss", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."placement", OLD."practice_id", OLD."remembers", OLD."removed_on", OLD."woman_id", OLD."words"); RETURN NULL;', hash='5a47d2acaa9a4f551f26de12175778c3722db0db', operation='DELETE', pgid='pgtrigger_delete_delete_8ae5d', table='women_child', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pregnancy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_pregnancyevent" ("ended_as", "ended_month_only", "ended_on", "id", "import_hash", "import_key", "known_month_only", "known_not_recorded", "known_on", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "remembers", "woman_id") VALUES (NEW."ended_as", NEW."ended_month_only", NEW."ended_on", NEW."id", NEW."import_hash", NEW."import_key", NEW."known_month_only", NEW."known_not_recorded", NEW."known_on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."remembers", NEW."woman_id"); RETURN NULL;', hash='d9c50b0b3d78694664da4c195f949ed4acbf448f', operation='INSERT', pgid='pgtrigger_insert_insert_f6c6d', table='women_pregnancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pregnancy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "women_pregnancyevent" ("ended_as", "ended_month_only", "ended_on", "id", "import_hash", "import_key", "known_month_only", "known_not_recorded", "known_on", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "remembers", "woman_id") VALUES (NEW."ended_as", NEW."ended_month_only", NEW."ended_on", NEW."id", NEW."import_hash", NEW."import_key", NEW."known_month_only", NEW."known_not_recorded", NEW."known_on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."remembers", NEW."woman_id"); RETURN NULL;', hash='0e826cda630b3b72766fc42c382e8c6228aa9f92', operation='UPDATE', pgid='pgtrigger_update_update_55560', table='women_pregnancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pregnancy',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_pregnancyevent" ("ended_as", "ended_month_only", "ended_on", "id", "import_hash", "import_key", "known_month_only", "known_not_recorded", "known_on", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "remembers", "woman_id") VALUES (OLD."ended_as", OLD."ended_month_only", OLD."ended_on", OLD."id", OLD."import_hash", OLD."import_key", OLD."known_month_only", OLD."known_not_recorded", OLD."known_on", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."remembers", OLD."woman_id"); RETURN NULL;', hash='1afb4619c2d798d0b6e9293fe21330550b6f394f', operation='DELETE', pgid='pgtrigger_delete_delete_c19e1', table='women_pregnancy', when='AFTER')),
        ),
        ]),
    ]
