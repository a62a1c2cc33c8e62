package runner.pool.concourse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import runner.pool.address.ConcourseUrl;
import runner.pool.net.Http;
import runner.pool.net.RetryingHttp;
import runner.pool.net.UntrustedJson;
import runner.pool.net.UrlSegment;

/**
 * Gets a token from any Concourse there ever was: {@code /sky/issuer/token} from 6.1 on, {@code
 * /sky/token} from 4 to 6.0, the team's own route before. From 6.1 to 6.4 it is the id_token that
 * counts. Only a 404 leads from one route to the next.
 */
final class ConcourseLogin {
  /** fly's own name and word, the same for everybody. */
  private static final String FLY = basic("fly", "Zmx5");

  private static final List<String> ROUTES = List.of("/sky/issuer/token", "/sky/token");

  private final RetryingHttp asking;
  private final String base;
  private final String team;

  ConcourseLogin(RetryingHttp asking, ConcourseUrl url, String team) {
    this.asking = asking;
    this.base = url.base();
    this.team = team;
  }

  /**
   * Logs in.
   *
   * @throws IOException with words for people, which hold no secret
   */
  String token(String username, String password) throws IOException {
    String form =
        "grant_type=password&username=%s&password=%s&scope=%s"
            .formatted(
                UrlSegment.of(username),
                UrlSegment.of(password),
                UrlSegment.of("openid profile email federated:id groups"));
    for (String route : ROUTES) {
      Http.Answer answer =
          asking.send(
              Http.request(base + route)
                  .header("Authorization", FLY)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build());
      if (answer.status() != 404) {
        return usable(read(answer, username));
      }
    }
    return text(read(oldest(username, password), username), "value");
  }

  private Http.Answer oldest(String username, String password) throws IOException {
    return asking.send(
        Http.request(base + "/api/v1/teams/" + UrlSegment.of(team) + "/auth/token")
            .header("Authorization", basic(username, password))
            .build());
  }

  private static UntrustedJson read(Http.Answer answer, String username) throws IOException {
    if (answer.status() == 404) {
      throw new IOException("no login route at that address; is it a Concourse?");
    }
    if (answer.status() / 100 != 2) {
      throw new IOException("login as '" + username + "' refused: HTTP status " + answer.status());
    }
    return UntrustedJson.object(answer.body())
        .orElseThrow(() -> new IOException("the answer to the login is no JSON object"));
  }

  private String usable(UntrustedJson answer) throws IOException {
    Optional<String> access = optional(answer, "access_token");
    Optional<String> id = optional(answer, "id_token");
    if (access.isPresent() && id.isPresent()) {
      return accepts(access.get()) ? access.get() : id.get();
    }
    return access.or(() -> id).orElseThrow(() -> new IOException("the login gave no token"));
  }

  private boolean accepts(String token) throws IOException {
    return asking
            .send(
                Http.request(base + "/api/v1/user")
                    .header("Authorization", "Bearer " + token)
                    .build())
            .status()
        != 401;
  }

  private static String text(UntrustedJson answer, String key) throws IOException {
    return optional(answer, key).orElseThrow(() -> new IOException("the login gave no token"));
  }

  /** Printable and without blanks, or it would not be a header. */
  private static Optional<String> optional(UntrustedJson answer, String key) {
    return Optional.of(answer.text(key)).filter(t -> t.matches("[!-~]{1,16384}"));
  }

  private static String basic(String user, String word) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + word).getBytes(UTF_8));
  }
}
