"""References of other agencies, with their wall."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


from practices.tenancy.schema import Together
from practices.tenancy.walls import GuardTable
from women.restricted import put_up


def hide(apps, schema_editor):
    tables = {
        model._meta.db_table: {field.column for field in model._meta.fields}
        for model in (apps.get_model("women", "AgencyReference"), apps.get_model("women", "AgencyReferenceEvent"))
    }
    with schema_editor.connection.cursor() as cursor:
        put_up(cursor, tables)


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0002_row_level_security'),
        ('women', '0002_row_level_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgencyReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.CharField(max_length=200)),
                ('reference', models.CharField(max_length=100)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='agency_references', to='women.woman')),
            ],
            options={
                'ordering': ['agency', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='AgencyReferenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('agency', models.CharField(max_length=200)),
                ('reference', models.CharField(max_length=100)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='women.agencyreference')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.practice')),
                ('woman', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='women.woman')),
            ],
            options={
                'abstract': False,
            },
        ),
        Together(
            [
                migrations.AddIndex(
                    model_name='agencyreference',
                    index=models.Index(fields=['practice', 'woman'], name='women_agenc_practic_76fe17_idx'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agencyreference',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_agencyreferenceevent" ("agency", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reference", "woman_id") VALUES (NEW."agency", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."reference", NEW."woman_id"); RETURN NULL;', hash='724e35fc00586ed28d921590c0b7fecae9948810', operation='INSERT', pgid='pgtrigger_insert_insert_7af50', table='women_agencyreference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agencyreference',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "women_agencyreferenceevent" ("agency", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reference", "woman_id") VALUES (NEW."agency", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', NEW."id", NEW."practice_id", NEW."reference", NEW."woman_id"); RETURN NULL;', hash='a516c9a69bb21c073d99eed56b23e29eaa47bac9', operation='UPDATE', pgid='pgtrigger_update_update_8ebae', table='women_agencyreference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agencyreference',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "women_agencyreferenceevent" ("agency", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reference", "woman_id") VALUES (OLD."agency", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."reference", OLD."woman_id"); RETURN NULL;', hash='acbe2d70fe69eadbc4f2bb6546263b61b57a386f', operation='DELETE', pgid='pgtrigger_delete_delete_3dbae', table='women_agencyreference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agencyreferenceevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9446b08a90529476ba907506ca678db52f979f3d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fb4c0', table='women_agencyreferenceevent', when='BEFORE')),
                ),
            ]
        ),
        GuardTable("AgencyReference"),
        GuardTable("AgencyReferenceEvent"),
        migrations.RunPython(hide, migrations.RunPython.noop),
    ]
