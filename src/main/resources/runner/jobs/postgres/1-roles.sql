-- Who may what. Nobody but the owner touches a table: all others have functions.
--   runner_owner  owns everything, and never logs in
--   runner_host   what a host may call; hosts log in as it, or as a role of their own that is in it
--   runner_admin  what those may call who submit, cancel and read; people's roles are put in it
do $$
begin
  -- Two at once would trip over each other's roles.
  perform pg_advisory_xact_lock(hashtext('runner jobs init-db'));
  if not exists (select from pg_roles where rolname = 'runner_owner') then
    create role runner_owner nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'runner_host') then
    create role runner_host login;
  end if;
  if not exists (select from pg_roles where rolname = 'runner_admin') then
    create role runner_admin nologin;
  end if;
  -- A superuser is in every role; who only may create roles puts itself into what it created.
  if not pg_has_role('runner_owner', 'usage') then
    execute format('grant runner_owner to %I', current_user);
  end if;
end $$;

-- The certificate of a connection is shown to those who may be its role, and to nobody else.
grant runner_host to runner_owner;

create schema if not exists runner authorization runner_owner;
revoke all on schema runner from public;
grant usage on schema runner to runner_host, runner_admin;


-- From here on all is the owner's. What comes later is nobody else's either: a function is
-- everybody's where nothing is said, whatever was revoked before it came.
set local role runner_owner;
set local search_path = runner, pg_temp;
alter default privileges revoke execute on functions from public;
