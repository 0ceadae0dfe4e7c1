-- Roles and schemas of the four services in the connected database. Run by a superuser, as often as one likes.
-- Passwords are not here: set them with `alter role … password`, from the secrets' files.
--
-- <schema>_owner owns the schema and is used by `migrate`; <schema> serves: it owns nothing and reaches no other schema.
-- `migrate` grants it what it may do with each table.

set client_min_messages = warning;

revoke all on schema public from public;

do $$
declare
    schema_name text;
    role_name   text;
begin
    execute format('revoke all on database %I from public', current_database());
    foreach schema_name in array array[
        'melding_intake', 'regionaal_veiligheidsteam', 'verwijzing', 'notificaties'
    ] loop
        foreach role_name in array array[schema_name || '_owner', schema_name] loop
            if not exists (select from pg_roles where rolname = role_name) then
                execute format('create role %I', role_name);
            end if;
            execute format(
                'alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls', role_name);
            execute format('grant connect on database %I to %I', current_database(), role_name);
        end loop;
        execute format('create schema if not exists %I authorization %I', schema_name, schema_name || '_owner');
        execute format('revoke all on schema %I from public', schema_name);
        execute format('grant usage on schema %I to %I', schema_name, schema_name);
        execute format('alter role %I in database %I set search_path = %I',
            schema_name, current_database(), schema_name);
        execute format('alter role %I in database %I set search_path = %I',
            schema_name || '_owner', current_database(), schema_name);
    end loop;
end
$$;
