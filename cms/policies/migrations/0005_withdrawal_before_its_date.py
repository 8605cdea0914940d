"""A version that is in force is not withdrawn: the database sees to it too, by the date in Almaty."""

from django.db import migrations

# The table is named with its schema, so that no other of the same name can answer instead.
FORWARDS = """
CREATE FUNCTION policies_withdrawal_before_its_date() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    begins date;
BEGIN
    EXECUTE format('SELECT effective_from FROM %I.policies_policyversion WHERE id = $1', TG_TABLE_SCHEMA)
        INTO begins USING NEW.version_id;
    IF begins <= (clock_timestamp() AT TIME ZONE 'Asia/Almaty')::date THEN
        RAISE EXCEPTION 'the withdrawal is refused: the version is in force since %', begins
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policies_withdrawal_before_its_date BEFORE INSERT ON policies_policyversionwithdrawal
    FOR EACH ROW EXECUTE FUNCTION policies_withdrawal_before_its_date();
"""
BACKWARDS = """
DROP TRIGGER policies_withdrawal_before_its_date ON policies_policyversionwithdrawal;
DROP FUNCTION policies_withdrawal_before_its_date();
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0004_host_of_recipients")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
