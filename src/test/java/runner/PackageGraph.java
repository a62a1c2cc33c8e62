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
 * The packages of the program and the packages that each of them imports.
 *
 * @param imports by package, without the leading {@code runner.}
 */
record PackageGraph(Map<String, Set<String>> imports) {

  /** Every package; of an import from below another top-level package, only the latter is named. */
  static PackageGraph of(JavaClasses program) {
    return grouped(program, name -> name);
  }

  /** The top-level packages: those directly below {@code runner}. */
  static PackageGraph topLevel(JavaClasses program) {
    return grouped(program, PackageGraph::outer);
  }

  /** The packages below a top-level one, and their imports of each other. */
  PackageGraph inside(String parent) {
    Map<String, Set<String>> found = new TreeMap<>();
    imports.forEach(
        (name, of) -> {
          if (outer(name).equals(parent)) {
            Set<String> among = new TreeSet<>(of);
            among.removeIf(other -> !outer(other).equals(parent));
            found.put(name, among);
          }
        });
    return new PackageGraph(found);
  }

  /** The imports that do not follow from others; a drawing shows these. */
  Set<String> arrows() {
    Set<String> arrows = new TreeSet<>();
    imports.forEach(
        (name, of) ->
            of.stream()
                .filter(to -> of.stream().noneMatch(via -> !via.equals(to) && reaches(via, to)))
                .forEach(to -> arrows.add(name + "->" + to)));
    return arrows;
  }

  /** The drawing in the language of dot(1). */
  String dot() {
    StringBuilder dot = new StringBuilder("digraph packages {\n  rankdir=TB; ranksep=0.35;\n");
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

  private static PackageGraph grouped(JavaClasses program, UnaryOperator<String> group) {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass type : program) {
      String from = group.apply(inRunner(type));
      Set<String> of = imports.computeIfAbsent(from, name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("runner")) {
          String to = group.apply(inRunner(target));
          of.add(outer(to).equals(outer(from)) ? to : outer(to));
        }
      }
      of.remove(from);
    }
    return new PackageGraph(imports);
  }

  private static String inRunner(JavaClass type) {
    return type.getPackageName().replaceFirst("^runner\\.?", "");
  }

  private static String outer(String name) {
    return name.split("\\.", -1)[0];
  }
}
