-- What those call who submit and cancel. Who they are is the server's to say.

-- Stores a job for hosts. Answers with those that have an open job of the same key, and with that.
create or replace function submit(its_jid text, its_body bytea, its_task text,
  its_submitted_at timestamptz, its_not_before timestamptz, its_expires_at timestamptz,
  its_idempotent boolean, its_dedupe_key text, its_max_deliveries int, its_hosts text[],
  its_proofs int[], its_signatures text[]) returns table (its_host text, instead text)
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  d delivery;
  held bytea;
  earlier int;
begin
  insert into job (jid, body, task, submitted_at)
  values (its_jid, its_body, its_task, its_submitted_at) on conflict do nothing;
  -- One at a time: what is submitted again may be for other hosts, with signatures of their own.
  select j.body into held from job j where j.jid = its_jid for no key update;
  if held is distinct from its_body then
    raise exception 'there is another job %', its_jid using errcode = 'unique_violation';
  end if;
  select coalesce(max(p.number), 0) into earlier from proof p where p.jid = its_jid;
  insert into proof
  select its_jid, earlier + w.n, w.s from unnest(its_signatures) with ordinality as w (s, n);
  for d in
    select * from delivery o
    where o.dedupe_key = its_dedupe_key and o.host = any (its_hosts) and not o.is_over
      and o.state = 'pending' and o.expires_at <= clock_timestamp()
    order by o.host for update skip locked
  loop
    perform move(d.host, d.jid, 'pending', 'expired', session_user, 'no host claimed it in time');
  end loop;
  loop
    -- In one order, so that two submits of one key wait for each other and never in a circle.
    insert into delivery (host, jid, proof, not_before, expires_at, idempotent, dedupe_key,
      max_deliveries)
    select w.h, its_jid, earlier + w.p, its_not_before, its_expires_at, its_idempotent,
      its_dedupe_key, its_max_deliveries
    from unnest(its_hosts, its_proofs) as w (h, p) order by w.h collate "C"
    on conflict do nothing;
    exit when its_dedupe_key is null;
    -- The other may have ended between the two statements; then it is no obstacle any more.
    exit when not exists (
      select from unnest(its_hosts) as w (h) where not exists (
        select from delivery o where o.host = w.h
          and (o.jid = its_jid or o.dedupe_key = its_dedupe_key and not o.is_over)));
  end loop;
  if its_dedupe_key is not null then
    return query select o.host::text, o.jid::text from delivery o
    where o.host = any (its_hosts) and o.dedupe_key = its_dedupe_key and o.jid <> its_jid
      and not o.is_over;
    delete from job j
    where j.jid = its_jid and not exists (select from delivery o where o.jid = its_jid);
  end if;
end $$;

-- Cancels what no host has claimed.
create or replace function cancel(its_jid text, its_host text, its_actor text) returns void
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  d delivery;
begin
  for d in
    select * from delivery o
    where o.jid = its_jid and (its_host is null or o.host = its_host) and o.state = 'pending'
    order by o.host for update
  loop
    if d.expires_at <= clock_timestamp() then
      perform move(d.host, its_jid, 'pending', 'expired', session_user,
        'no host claimed it in time');
    else
      perform move(d.host, its_jid, 'pending', 'cancelled', its_actor, '');
    end if;
  end loop;
end $$;

-- Forgets what reached its last state before a time.
create or replace function purge(before timestamptz) returns int
language plpgsql security definer set search_path = runner, pg_temp as $$
declare
  gone int;
  empty text[];
begin
  delete from delivery o where o.finished_at < before
    or (o.state = 'pending' and o.expires_at < least(before, clock_timestamp()));
  get diagnostics gone = row_count;
  -- Locked, and looked at anew: one that is being submitted again has deliveries by then.
  select array_agg(x.jid) into empty from (
    select j.jid from job j where j.submitted_at < before
      and not exists (select from delivery o where o.jid = j.jid)
    order by j.jid for update) x;
  delete from job j where j.jid = any (empty)
    and not exists (select from delivery o where o.jid = j.jid);
  return gone;
end $$;

-- From now on each change of the job is told on the channel runner_JID.
create or replace function watch(its_jid text) returns void
language sql security definer set search_path = runner, pg_temp as $$
  update job set watched = true where jid = its_jid and not watched;
$$;
