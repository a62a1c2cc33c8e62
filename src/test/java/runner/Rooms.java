package runner;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The packages of the program and what each of them imports.
 *
 * @param imports by package, without the leading {@code runner.}
 */
record Rooms(Map<String, Set<String>> imports) {

  /** Every package; imports from another room are told by that room's name alone. */
  static Rooms of(JavaClasses program) {
    return grouped(program, name -> name);
  }

  /** The rooms alone: the first name of each package. */
  static Rooms outer(JavaClasses program) {
    return grouped(program, Rooms::room);
  }

  /** The packages inside one room, and their imports among each other. */
  Rooms inside(String room) {
    Map<String, Set<String>> found = new TreeMap<>();
    imports.forEach(
        (name, of) -> {
          if (room(name).equals(room)) {
            Set<String> among = new TreeSet<>(of);
            among.removeIf(other -> !room(other).equals(room));
            found.put(name, among);
          }
        });
    return new Rooms(found);
  }

  /** The imports that do not follow from others: what a drawing needs to show. */
  Set<String> arrows() {
    Set<String> arrows = new TreeSet<>();
    imports.forEach(
        (name, of) ->
            of.stream()
                .filter(to -> of.stream().noneMatch(via -> !via.equals(to) && reaches(via, to)))
                .forEach(to -> arrows.add(name + "->" + to)));
    return arrows;
  }

  /** The drawing as dot(1) reads it. */
  String dot() {
    StringBuilder dot = new StringBuilder("digraph rooms {\n  rankdir=TB; ranksep=0.35;\n");
    dot.append(
        "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=Helvetica];\n");
    dot.append("  edge [arrowsize=0.7, color=gray40]; bgcolor=white;\n");
    imports.keySet().forEach(name -> dot.append("  \"").append(name).append("\";\n"));
    arrows()
        .forEach(
            arrow -> dot.append("  \"").append(arrow.replace("->", "\" -> \"")).append("\";\n"));
    return dot.append("}\n").toString();
  }

  private boolean reaches(String from, String to) {
    Set<String> next = imports.getOrDefault(from, Set.of());
    return next.contains(to) || next.stream().anyMatch(via -> reaches(via, to));
  }

  private static Rooms grouped(JavaClasses program, UnaryOperator<String> group) {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass type : program) {
      String from = group.apply(inRunner(type));
      Set<String> of = imports.computeIfAbsent(from, name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("runner")) {
          String to = group.apply(inRunner(target));
          of.add(room(to).equals(room(from)) ? to : room(to));
        }
      }
      of.remove(from);
    }
    return new Rooms(imports);
  }

  private static String inRunner(JavaClass type) {
    return type.getPackageName().replaceFirst("^runner\\.?", "");
  }

  private static String room(String name) {
    return name.split("\\.", -1)[0];
  }
}
