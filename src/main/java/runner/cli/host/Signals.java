package runner.cli.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import runner.wait.StopRequest;

/**
 * Hears TERM, INT and HUP. The JDK offers nothing but sun.misc.Signal to tell which signal came and
 * to hear a second one; it is reached by reflection, since javac warns of any mention of it. A
 * signal that was ignored when we were started (nohup) stays ignored.
 */
public final class Signals {
  private Signals() {}

  public static void handle(StopRequest stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      InvocationHandler onSignal =
          (proxy, method, args) -> {
            if (method.getName().equals("handle")) {
              stop.request((Integer) number.invoke(args[0]));
            }
            return null;
          };
      Object listener =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
      for (String name : List.of("TERM", "INT", "HUP")) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, listener);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no sun.misc.Signal", e);
    }
  }
}
