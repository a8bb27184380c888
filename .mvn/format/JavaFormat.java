import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs google-java-format over every Java file below a folder. `check` names the files that differ
/// and fails; `apply` rewrites them.
///
/// The formatter reads source with the parser of the JDK it runs on, so it needs the JDK the code is
/// written for. Maven may run on an older one, hence a process of its own, started by the build with
/// the JDK that the toolchains plugin found.
final class JavaFormat {
  private JavaFormat() {}

  public static void main(String[] args) throws IOException, FormatterException {
    boolean apply =
        switch (args[0]) {
          case "check" -> false;
          case "apply" -> true;
          default -> throw new IllegalArgumentException("check or apply, not " + args[0]);
        };
    Path folder = Path.of(args[1]);
    if (!Files.isDirectory(folder)) return;
    int differing = 0;
    for (Path file : javaFiles(folder)) {
      if (!differs(file, apply)) continue;
      differing++;
      System.out.println((apply ? "formatted " : "not formatted: ") + file);
    }
    if (differing > 0 && !apply) {
      System.out.println("Format with: ./mvnw -q validate -Dformat");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static boolean differs(Path file, boolean apply) throws IOException, FormatterException {
    String source = Files.readString(file);
    String formatted;
    try {
      formatted = new Formatter().formatSourceAndFixImports(source);
    } catch (FormatterException e) {
      System.out.println("cannot be parsed: " + file);
      throw e;
    }
    if (formatted.equals(source)) return false;
    if (apply) Files.writeString(file, formatted);
    return true;
  }
}
