"""Walls of agreements on success, and the trigger that keeps what was agreed."""

from django.db import migrations

from practices.tenancy.walls import GuardTable

NATIONAL = """
CREATE POLICY national_reads_agreements ON reporting_successagreement FOR SELECT TO app_national USING (true);
CREATE POLICY national_reads_agreements ON reporting_criterion FOR SELECT TO app_national USING (true);
"""
NATIONAL_AWAY = """
DROP POLICY national_reads_agreements ON reporting_successagreement;
DROP POLICY national_reads_agreements ON reporting_criterion;
"""
STANDS = """
CREATE FUNCTION reporting_agreement_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint;
BEGIN
    IF TG_TABLE_NAME = 'reporting_successagreement' THEN
        IF OLD.agreed_on IS NULL THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    ELSE
        FOREACH touched IN ARRAY ARRAY[
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.agreement_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.agreement_id END]
        LOOP
            IF EXISTS (SELECT 1 FROM reporting_successagreement a WHERE a.id = touched AND a.agreed_on IS NOT NULL) THEN
                RAISE EXCEPTION 'what was agreed stands'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_stands', TABLE = TG_TABLE_NAME;
            END IF;
        END LOOP;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'what was agreed stands'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_stands', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER agreement_stands BEFORE UPDATE OR DELETE ON reporting_successagreement
    FOR EACH ROW EXECUTE FUNCTION reporting_agreement_stands();
CREATE TRIGGER agreement_stands BEFORE INSERT OR UPDATE OR DELETE ON reporting_criterion
    FOR EACH ROW EXECUTE FUNCTION reporting_agreement_stands();
"""
STANDS_AWAY = """
DROP TRIGGER agreement_stands ON reporting_criterion;
DROP TRIGGER agreement_stands ON reporting_successagreement;
DROP FUNCTION reporting_agreement_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_criteria")]

    operations = [
        GuardTable("SuccessAgreement", parent=True),
        GuardTable("Criterion"),
        migrations.RunSQL(NATIONAL, NATIONAL_AWAY),
        migrations.RunSQL(STANDS, STANDS_AWAY),
    ]
