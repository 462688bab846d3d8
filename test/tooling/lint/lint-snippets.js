// Lints snippets as if they lay at the given paths, with the repository's own configuration, and prints what
// it found. A process of its own, because ESLint loads its configuration by a dynamic import, which Jest's
// sandbox can't do. Rules that need types are off: a snippet is in no TypeScript project.
// stdin: [{ path, code }] · stdout: [["rule", …], …], in the same order
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({ ignore: false, overrideConfig: [tseslint.configs.disableTypeChecked] });
const found = [];
for (const { path, code } of JSON.parse(await text(process.stdin))) {
  const [{ messages }] = await eslint.lintText(code, { filePath: path });
  found.push(messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(found));
