/**
 * How many statements a program has beside its imports: by the same rule in TypeScript, JavaScript and Python.
 *
 * Every statement counts, those in functions too, and so does the declaration of a function or a class. What only holds
 * others together does not: a block, an export before a declaration, the head of a method or of a loop. Nor do imports
 * and docstrings.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parse, walk } from './syntax-tree.ts';

const UNCOUNTED = new Set([
  'BlockStatement',
  'EmptyStatement',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ImportDeclaration',
]);

/** Of TypeScript or JavaScript. */
export function countStatements(file: string, text: string): number {
  let count = 0;
  walk(parse(file, text), ({ type }, parent, field) => {
    const isHead = parent.type.startsWith('For') && field !== 'body';
    if (/(Statement|Declaration)$/.test(type) && !UNCOUNTED.has(type) && !isHead) count++;
  });
  return count;
}

/** Reads programs from its arguments, and prints a count each. */
const PYTHON = `
import ast, sys

def is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read(), path)
    methods = {id(part) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
               for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}
    print(sum(isinstance(node, ast.stmt) and not isinstance(node, (ast.Import, ast.ImportFrom))
              and not is_docstring(node) and id(node) not in methods for node in ast.walk(tree)))
`;

/** Of Python programs; null where there is no Python to read them. */
export async function countPythonStatements(paths: readonly string[]): Promise<number[] | null> {
  try {
    const { stdout } = await promisify(execFile)('python3', ['-c', PYTHON, ...paths]);
    return stdout.trim().split('\n').map(Number);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
