-- Text in "C" order: names and numbers sort by their bytes, on every server alike.

-- What is to be done, as it was signed. Never changes, but for watched: someone waits for it.
create table if not exists job (
  jid text collate "C" primary key check (jid ~ '^[0-9]{20}_[0-9a-f]{6}$'),
  body bytea not null check (octet_length(body) <= 65536),
  task text collate "C" not null,
  submitted_by text not null default session_user,
  submitted_at timestamptz not null,
  watched boolean not null default false
);

-- A signature of a job for some of its hosts. Never changes.
create table if not exists proof (
  jid text collate "C" not null references job on delete cascade,
  number int not null,
  signature text not null check (octet_length(signature) <= 16384),
  primary key (jid, number)
);

-- One job of one host. Times, cap and key are the job's own, here so that a claim reads one index.
create table if not exists delivery (
  -- Not one pattern with {0,252} in it: that alone would be a quarter of the cost of a submit.
  host text collate "C" not null
    check (octet_length(host) <= 253 and host ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  -- No references, for which each of 10,000 rows is looked up: a quarter of the cost of a submit.
  jid text collate "C" not null,
  proof int not null,
  state text collate "C" not null default 'pending' check (state in ('pending', 'delivered',
    'running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'expired', 'rejected', 'unknown',
    'exhausted')),
  -- Indexes know a row by this, not by its state, so that what comes before its end leaves them be.
  is_over boolean not null
    generated always as (state not in ('pending', 'delivered', 'running')) stored,
  not_before timestamptz,
  expires_at timestamptz not null,
  idempotent boolean not null,
  dedupe_key text collate "C",
  max_deliveries int not null check (max_deliveries > 0),
  deliveries int not null default 0,
  incarnation text collate "C" not null default '',
  delivered_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  exit_code int,
  signal int,
  output_tail text not null default '' check (octet_length(output_tail) <= 1048576),
  reason text not null default '' check (octet_length(reason) <= 4096),
  primary key (jid, host)
) with (fillfactor = 60);

create index if not exists delivery_open on delivery (host, jid) where not is_over;
create unique index if not exists delivery_once on delivery (host, dedupe_key)
  where dedupe_key is not null and not is_over;

-- What a reference of delivery would do, for whoever deletes a job by hand.
create or replace function forget_deliveries() returns trigger
language plpgsql security definer set search_path = runner, pg_temp as $$
begin
  delete from delivery d where d.jid = old.jid;
  return null;
end $$;

do $$ begin
  if not exists (select from pg_trigger where tgname = 'deliveries_go_with_their_job') then
    create trigger deliveries_go_with_their_job after delete on job
      for each row execute function forget_deliveries();
  end if;
end $$;

-- A host, as it last said hello.
create table if not exists host (
  host text collate "C" primary key,
  incarnation text collate "C" not null,
  boot text collate "C" not null,
  last_boot timestamptz not null,
  last_seen timestamptz not null,
  version text not null
);

-- What changed, when, and by whom: as they said, and as they logged in. Only ever added to.
create table if not exists event (
  at timestamptz not null,
  actor text not null,
  login text not null default session_user,
  jid text collate "C" not null references job on delete cascade,
  host text collate "C" not null,
  was text collate "C" not null,
  became text collate "C" not null
);

create index if not exists event_of_job on event (jid);

-- A delivery as it is handed out; at is the time by which it is to be judged.
create or replace view seen as
  select d.host, d.jid, d.state, d.incarnation, d.deliveries, d.delivered_at, d.started_at,
    d.finished_at, d.exit_code, d.signal, d.output_tail, d.reason, d.is_over, j.task,
    j.submitted_at, j.body, clock_timestamp() as at,
    coalesce((select p.signature from proof p where p.jid = d.jid and p.number = d.proof), '')
      as signature
  from delivery d join job j using (jid);
