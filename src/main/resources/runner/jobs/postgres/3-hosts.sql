-- What hosts call. Each finds out who calls, and takes no one's word for it.

-- The host at the other end: the name in the certificate of this very connection, or the role
-- where each host has its own. The server cuts subjects at 63 bytes and escapes no slash, so one
-- that is longer, or names two, is nobody's.
create or replace function this_host() returns text
language plpgsql stable security definer set search_path = runner, pg_temp as $$
declare
  subject text;
  parts text[];
begin
  if session_user <> 'runner_host' then
    return session_user;
  end if;
  select client_dn into subject from pg_stat_ssl where pid = pg_backend_pid();
  parts := string_to_array(subject, '/CN=');
  if octet_length(subject) < 63 and cardinality(parts) = 2
      and parts[2] ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$' then
    return parts[2];
  end if;
  raise exception 'the certificate names no host: its subject is %', coalesce(subject, 'missing')
    using errcode = 'invalid_authorization_specification',
    hint = 'a subject of at most 62 bytes that ends in its only CN, or a role of the host''s own';
end $$;

-- What is told of each change of a state: on record, and to who waits.
create or replace function note(its_host text, its_jid text, was text, became text, actor text)
returns void
language plpgsql security definer set search_path = runner, pg_temp as $$
begin
  insert into event (at, actor, jid, host, was, became)
  values (clock_timestamp(), actor, its_jid, its_host, was, became);
  if (select watched from job j where j.jid = its_jid) then
    perform pg_notify('runner_' || its_jid, '');
  end if;
end $$;

-- Moves a delivery, whose row the caller holds, to another state.
create or replace function move(its_host text, its_jid text, was text, became text, actor text,
  because text, its_exit_code int default null, its_signal int default null,
  its_tail text default '') returns void
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  t timestamptz := clock_timestamp();
begin
  update delivery d set
    state = became,
    reason = because,
    exit_code = its_exit_code,
    signal = its_signal,
    output_tail = its_tail,
    incarnation = case became when 'pending' then '' else d.incarnation end,
    started_at = case became when 'running' then t else d.started_at end,
    finished_at = case when became in ('pending', 'running') then null
      when became = 'expired' then least(t, d.expires_at) else t end
  where d.host = its_host and d.jid = its_jid and d.state = was;
  perform note(its_host, its_jid, was, became, actor);
end $$;

-- Said once, before all else; answers with the time. What another journal claimed is settled: it
-- can no longer be known whether it ran.
create or replace function hello(its_host text, its_incarnation text, its_boot text,
  its_version text) returns timestamptz
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  me text := this_host();
  t timestamptz := clock_timestamp();
  d delivery;
begin
  if its_host <> me then
    raise exception 'the certificate is that of %, not of %', me, its_host
      using errcode = 'invalid_authorization_specification', hint = '[jobs] host_id = ' || me;
  end if;
  insert into host as h values (me, its_incarnation, its_boot, t, t, its_version)
  on conflict (host) do update set
    incarnation = excluded.incarnation,
    boot = excluded.boot,
    last_boot = case h.boot when excluded.boot then h.last_boot else t end,
    last_seen = t,
    version = excluded.version;
  for d in
    select * from delivery o
    where o.host = me and not o.is_over and o.state <> 'pending'
      and o.incarnation <> its_incarnation
    order by o.jid for update
  loop
    perform move(me, d.jid, d.state, case when d.idempotent then 'pending' else 'unknown' end, me,
      'the host''s journal was lost, or the host was made anew');
  end loop;
  return t;
end $$;

-- What this journal claimed and has not reported the end of.
create or replace function held(its_incarnation text) returns setof seen
language plpgsql stable security definer set search_path = runner, pg_temp as $$
declare
  me text := this_host();
begin
  return query select * from seen s
  where s.host = me and not s.is_over and s.state <> 'pending' and s.incarnation = its_incarnation
  order by s.jid;
end $$;

-- All that the store has for the caller.
create or replace function mine() returns setof seen
language plpgsql stable security definer set search_path = runner, pg_temp as $$
declare
  me text := this_host();
begin
  return query select * from seen s where s.host = me;
end $$;

-- The caller, as it last said hello.
create or replace function me() returns setof host
language plpgsql stable security definer set search_path = runner, pg_temp as $$
declare
  me text := this_host();
begin
  return query select * from host h where h.host = me;
end $$;

-- The oldest job that is due, now held by the caller; none where none is. A cancellation that
-- holds a row wins it.
create or replace function claim_next(its_incarnation text, except_for text[]) returns setof seen
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  me text := this_host();
  t timestamptz := clock_timestamp();
  d delivery;
begin
  perform from host h where h.host = me and h.incarnation = its_incarnation;
  if not found then
    raise exception 'another journal of % said hello since', me
      using errcode = 'object_in_use', hint = 'two machines may have one name';
  end if;
  loop
    select * into d from delivery o
    where o.host = me and not o.is_over and o.state = 'pending' and not o.jid = any (except_for)
      and (o.not_before is null or o.not_before <= t or o.expires_at <= t)
    order by o.jid limit 1 for update skip locked;
    exit when not found;
    if d.expires_at <= t then
      perform move(me, d.jid, 'pending', 'expired', me, 'no host claimed it in time');
    elsif d.deliveries >= d.max_deliveries then
      perform move(me, d.jid, 'pending', 'exhausted', me,
        'delivered ' || d.deliveries || ' times, and never seen to end');
    else
      update delivery o set state = 'delivered', reason = '', incarnation = its_incarnation,
        deliveries = o.deliveries + 1, delivered_at = t, started_at = null, finished_at = null,
        exit_code = null, signal = null, output_tail = ''
      where o.host = me and o.jid = d.jid;
      perform note(me, d.jid, 'pending', 'delivered', me);
      return query select * from seen s where s.host = me and s.jid = d.jid;
      exit;
    end if;
  end loop;
end $$;

-- What became of a job that this journal holds; whether it is in that state now.
create or replace function report(its_incarnation text, its_jid text, its_state text,
  its_exit_code int, its_signal int, its_tail text, its_reason text) returns boolean
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  me text := this_host();
  was text;
begin
  if its_state is null or its_state in ('delivered', 'cancelled') then
    raise exception 'no host reports %', its_state using errcode = 'invalid_parameter_value';
  end if;
  update host h set last_seen = clock_timestamp()
  where h.host = me and h.last_seen < clock_timestamp() - interval '10 seconds';
  select o.state into was from delivery o
  where o.host = me and o.jid = its_jid
    and (o.incarnation = its_incarnation or o.state = 'pending') for update;
  if was in ('delivered', 'running') and was <> its_state then
    perform move(me, its_jid, was, its_state, me, its_reason, its_exit_code, its_signal, its_tail);
    return true;
  end if;
  return coalesce(was = its_state, false);
end $$;
