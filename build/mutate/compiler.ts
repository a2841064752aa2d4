// Would the compiler have refused a mistake? Then nobody could have made it, and it says nothing
// about the tests.
import path from 'node:path';
import ts from 'typescript';

export class Compiler {
  readonly #root: string;
  readonly #projects = new Map<string, Project>();

  constructor(root: string) {
    this.#root = root;
  }

  /** @param file from the root; judged alone, not those that import it */
  refuses(file: string, mutated: string): boolean {
    const place = path.join(this.#root, file);
    const config = ts.findConfigFile(path.dirname(place), ts.sys.fileExists);
    if (config === undefined) return false;
    const project = this.#projects.get(config) ?? new Project(config);
    this.#projects.set(config, project);
    return project.mistakes(place, mutated) > project.mistakes(place);
  }
}

/** What one tsconfig.json describes, with one file changed. */
class Project {
  readonly #service: ts.LanguageService;
  readonly #truth = new Map<string, number>();
  #changed = { file: '', text: '', version: 0 };

  constructor(config: string) {
    const { config: raw } = ts.readConfigFile(config, ts.sys.readFile) as { config: unknown };
    const { fileNames, options } = ts.parseJsonConfigFileContent(
      ...([raw, ts.sys, path.dirname(config)] as const),
    );
    this.#service = ts.createLanguageService(this.#host(fileNames, options));
  }

  /** How many the compiler finds in that file, as it is unless another text is given. */
  mistakes(file: string, text?: string): number {
    if (text !== undefined) return this.#count(file, text);
    const known = this.#truth.get(file) ?? this.#count(file, ts.sys.readFile(file) ?? '');
    this.#truth.set(file, known);
    return known;
  }

  #count(file: string, text: string): number {
    this.#changed = { file, text, version: this.#changed.version + 1 };
    const found = [
      ...this.#service.getSyntacticDiagnostics(file),
      ...this.#service.getSemanticDiagnostics(file),
    ];
    return found.length;
  }

  #host(files: string[], options: ts.CompilerOptions): ts.LanguageServiceHost {
    const text = (file: string): string | undefined =>
      file === this.#changed.file ? this.#changed.text : ts.sys.readFile(file);
    return {
      ...ts.sys,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...new Set([...files, this.#changed.file])].filter(Boolean),
      getScriptVersion: (file) => (file === this.#changed.file ? `${this.#changed.version}` : '0'),
      getScriptSnapshot: (file) => {
        const found = text(file);
        return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
      },
      getCurrentDirectory: () => path.dirname(files[0] ?? '.'),
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      readFile: ts.sys.readFile,
      fileExists: ts.sys.fileExists,
    };
  }
}
