"""A month without a day where a place ended with a death, what is set aside after one, and longer words of a child."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from practices.tenancy.schema import Together


class Migration(migrations.Migration):

    dependencies = [
        ('women', '0010_what_is_known_of_a_loss'),
    ]

    operations = [
        Together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='afterdeath',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='afterdeath',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='afterdeath',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='place',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='place',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='place',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='afterdeath',
            name='set_aside',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='afterdeathevent',
            name='set_aside',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='place',
            name='closed_day_is_known',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='closed_day_is_known',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name='step',
            name='on_day_is_known',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name='stepnote',
            name='on_day_is_known',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AlterField(
            model_name='child',
            name='words',
            field=models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='as she wants it written'),
        ),
        migrations.AlterField(
            model_name='childevent',
            name='words',
            field=models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='as she wants it written'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='afterdeath',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_afterdeathevent" ("done_by_id", "done_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "set_aside", "what", "woman_id", "words") VALUES (NEW."done_by_id", NEW."done_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."set_aside", NEW."what", NEW."woman_id", NEW."words"); RETURN NULL;', hash='432a0b2f0b8e6535a9b150f27f77379020b0c4f2', operation='INSERT', pgid='pgtrigger_insert_insert_8af9b', table='women_afterdeath', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='afterdeath',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "women_afterdeathevent" ("done_by_id", "done_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "set_aside", "what", "woman_id", "words") VALUES (NEW."done_by_id", NEW."done_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."set_aside", NEW."what", NEW."woman_id", NEW."words"); RETURN NULL;', hash='6521b9a35337e3e91073ef2288da12f9b23c5dae', operation='UPDATE', pgid='pgtrigger_update_update_0c2c6', table='women_afterdeath', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='afterdeath',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_afterdeathevent" ("done_by_id", "done_on", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "set_aside", "what", "woman_id", "words") VALUES (OLD."done_by_id", OLD."done_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."set_aside", OLD."what", OLD."woman_id", OLD."words"); RETURN NULL;', hash='d4e263062f68d0176ed857bb8649387e434ba352', operation='DELETE', pgid='pgtrigger_delete_delete_c75f4', table='women_afterdeath', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_placeevent" ("agreed_on", "agreement_ended_on", "closed_day_is_known", "closed_on", "closure_reason", "cohort_id", "completed_on", "declined_on", "end_planned_on", "id", "not_eligible_on", "number", "offered_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "referral_source", "referred_on", "taken_back_on", "transition_on", "transition_planned_on", "waiting_on", "woman_id") VALUES (NEW."agreed_on", NEW."agreement_ended_on", NEW."closed_day_is_known", NEW."closed_on", NEW."closure_reason", NEW."cohort_id", NEW."completed_on", NEW."declined_on", NEW."end_planned_on", NEW."id", NEW."not_eligible_on", NEW."number", NEW."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."referral_source", NEW."referred_on", NEW."taken_back_on", NEW."transition_on", NEW."transition_planned_on", NEW."waiting_on", NEW."woman_id"); RETURN NULL;', hash='e50e0a267040851c975bac0b75f8d36793106e79', operation='INSERT', pgid='pgtrigger_insert_insert_2056e', table='women_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "women_placeevent" ("agreed_on", "agreement_ended_on", "closed_day_is_known", "closed_on", "closure_reason", "cohort_id", "completed_on", "declined_on", "end_planned_on", "id", "not_eligible_on", "number", "offered_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "referral_source", "referred_on", "taken_back_on", "transition_on", "transition_planned_on", "waiting_on", "woman_id") VALUES (NEW."agreed_on", NEW."agreement_ended_on", NEW."closed_day_is_known", NEW."closed_on", NEW."closure_reason", NEW."cohort_id", NEW."completed_on", NEW."declined_on", NEW."end_planned_on", NEW."id", NEW."not_eligible_on", NEW."number", NEW."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."referral_source", NEW."referred_on", NEW."taken_back_on", NEW."transition_on", NEW."transition_planned_on", NEW."waiting_on", NEW."woman_id"); RETURN NULL;', hash='bc958f810d0a2460633e12b5267b7b37c84b8ddb', operation='UPDATE', pgid='pgtrigger_update_update_9ae55', table='women_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_placeevent" ("agreed_on", "agreement_ended_on", "closed_day_is_known", "closed_on", "closure_reason", "cohort_id", "completed_on", "declined_on", "end_planned_on", "id", "not_eligible_on", "number", "offered_on", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "referral_source", "referred_on", "taken_back_on", "transition_on", "transition_planned_on", "waiting_on", "woman_id") VALUES (OLD."agreed_on", OLD."agreement_ended_on", OLD."closed_day_is_known", OLD."closed_on", OLD."closure_reason", OLD."cohort_id", OLD."completed_on", OLD."declined_on", OLD."end_planned_on", OLD."id", OLD."not_eligible_on", OLD."number", OLD."offered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."referral_source", OLD."referred_on", OLD."taken_back_on", OLD."transition_on", OLD."transition_planned_on", OLD."waiting_on", OLD."woman_id"); RETURN NULL;', hash='60134771bde02c446c4f64f40a57e5c00d60f264', operation='DELETE', pgid='pgtrigger_delete_delete_22bd8', table='women_place', when='AFTER')),
        ),
        ]),
    ]
