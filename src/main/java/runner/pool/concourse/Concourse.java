package runner.pool.concourse;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import runner.pool.address.ConcourseUrl;
import runner.pool.address.PoolCredentials;
import runner.pool.address.WebOrigin;
import runner.pool.claim.ClaimOwner;
import runner.pool.net.Http;
import runner.pool.net.RetryingHttp;
import runner.pool.net.UntrustedJson;
import runner.task.RunnerException;

/** Asks a Concourse about builds, with one login for the run and one more when it expires. */
public final class Concourse {
  private static final int AT_ONCE = 8;

  private final ConcourseUrl url;
  private final PoolCredentials access;
  private final RetryingHttp http;
  private final ConcourseLogin login;
  private final Map<ClaimOwner.Named, BuildState> known = new HashMap<>();
  private final AtomicBoolean renewed = new AtomicBoolean();
  private Optional<String> trouble = Optional.empty();
  private Optional<WebOrigin> external = Optional.empty();
  private boolean introduced;
  private volatile String token = "";

  public Concourse(ConcourseUrl url, String team, PoolCredentials access, RetryingHttp http) {
    this.url = url;
    this.access = access;
    this.http = http;
    this.login = new ConcourseLogin(http, url, team);
  }

  /** The state of each owner; the same owner gets the same answer for the whole run. */
  public Map<ClaimOwner.Named, BuildState> ask(Collection<ClaimOwner.Named> owners) {
    List<ClaimOwner.Named> open =
        owners.stream().distinct().filter(o -> !known.containsKey(o)).toList();
    if (!open.isEmpty()) {
      introduce();
      askAll(open);
    }
    Map<ClaimOwner.Named, BuildState> states = new HashMap<>();
    owners.forEach(owner -> states.put(owner, known.get(owner)));
    return states;
  }

  /** Why nothing is known of any build, as when the login is refused. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Its clock, where it told. */
  public Optional<Instant> date() {
    return http.date();
  }

  private void introduce() {
    if (introduced) {
      return;
    }
    introduced = true;
    try {
      token = freshToken();
    } catch (IOException e) {
      trouble = Optional.of("Concourse at " + url.base() + ": " + e.getMessage());
    }
  }

  private String freshToken() throws IOException {
    return access.token().isPresent()
        ? access.token().get()
        : login.token(access.username().orElse(""), access.password().orElse(""));
  }

  private void askAll(List<ClaimOwner.Named> owners) {
    if (trouble.isPresent()) {
      owners.forEach(owner -> known.put(owner, BuildState.unknown(trouble.get())));
      return;
    }
    if (owners.stream().anyMatch(owner -> isForeign(owner))) {
      external = externalOrigin();
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, owners.size()),
            work -> {
              Thread thread = new Thread(work, "ask");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<BuildState>> coming = new ArrayList<>();
      owners.forEach(owner -> coming.add(workers.submit(() -> state(owner))));
      for (int i = 0; i < owners.size(); i++) {
        known.put(owners.get(i), got(coming.get(i)));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static BuildState got(Future<BuildState> coming) {
    try {
      return coming.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RunnerException ours) {
        throw ours;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private boolean isForeign(ClaimOwner.Named owner) {
    return owner
        .origin()
        .filter(o -> !o.equals(url.origin()) && !Optional.of(o).equals(external))
        .isPresent();
  }

  /** The address this Concourse has for people, which is the one it writes into Build URLs. */
  private Optional<WebOrigin> externalOrigin() {
    try {
      String body = http.send(Http.request(url.base() + "/api/v1/info").build()).body();
      return UntrustedJson.object(body).flatMap(info -> WebOrigin.of(info.text("external_url")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private BuildState state(ClaimOwner.Named owner) {
    if (isForeign(owner)) {
      return BuildState.unknown(
          "its Build URL is that of another Concourse, at " + owner.origin().get().host());
    }
    try {
      String used = token;
      Http.Answer answer = get(owner, used);
      if (answer.status() == 401 && renew(used)) {
        answer = get(owner, token);
      }
      return BuildResponse.read(answer, owner);
    } catch (IOException e) {
      return BuildState.unknown("Concourse: " + e.getMessage());
    }
  }

  /** A token may expire while we work; what a fresh one may not see either is not for us. */
  private synchronized boolean renew(String used) throws IOException {
    if (!token.equals(used)) {
      return true;
    }
    if (access.token().isPresent() || !renewed.compareAndSet(false, true)) {
      return false;
    }
    token = freshToken();
    return true;
  }

  private Http.Answer get(ClaimOwner.Named owner, String bearer) throws IOException {
    return http.send(
        Http.request(url.base() + owner.path())
            .header("Authorization", "Bearer " + bearer)
            .build());
  }
}
