-- Everything again from nothing, so that what an earlier version granted is gone.
revoke all on all functions in schema runner from public, runner_host, runner_admin;
revoke all on all tables in schema runner from public, runner_host, runner_admin;

grant execute on function this_host(), me(), mine(), hello(text, text, text, text),
  held(text), claim_next(text, text[]), report(text, text, text, int, int, text, text) to runner_host;

grant execute on function submit(text, bytea, text, timestamptz, timestamptz, timestamptz, boolean,
  text, int, text[], int[], text[]), cancel(text, text, text), purge(timestamptz), watch(text)
  to runner_admin;
grant select on job, proof, delivery, host, event, seen to runner_admin;
