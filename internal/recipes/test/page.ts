import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../', import.meta.url);

/** A page of the documentation, as its reader copies from it. */
export interface Page {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
  /** The files that it shows, and those that it takes from other pages, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** The commands below a heading, one text for each block. */
  commands(heading: string): readonly string[];
}

/** A line with nothing but the name of a file, and the file below it. */
const SHOWN = /^`([^`\n]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm;
/** A line such as: `unlatch.go` is the one of [Go](go.md). */
const TAKEN = /^`([^`\n]+)` is the one of \[[^\]]+\]\(([\w-]+\.md)\)/gm;
const COMMANDS = /^```sh\n([\s\S]*?)^```$/gm;

export function readPage(path: string): Page {
  const text = readFileSync(new URL(path, ROOT), 'utf8');
  return {
    path,
    text,
    files: filesOf(path, text),
    commands: (heading) => commandsOf(text, heading),
  };
}

function filesOf(path: string, text: string): ReadonlyMap<string, string> {
  const shown = [...text.matchAll(SHOWN)].map(
    ([, name = '', content = '']) => [name, content] as const,
  );
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const taken = [...text.matchAll(TAKEN)].map(([, name = '', page = '']) => {
    const content = readPage(folder + page).files.get(name);
    if (content === undefined)
      throw new Error(`${path} takes ${name} from ${page}, which lacks it`);
    return [name, content] as const;
  });
  return new Map([...shown, ...taken]);
}

function commandsOf(text: string, heading: string): readonly string[] {
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(COMMANDS)].map(([, commands = '']) => commands);
}

/** The texts of the blocks in this language below a heading. */
export function printedBelow(page: Page, heading: string): readonly string[] {
  const [, after = ''] = page.text.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^```text\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}

/** The names of all recipes, without the index. */
export function recipeNames(): readonly string[] {
  return readdirSync(new URL('docs/recipes/', ROOT))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -'.md'.length));
}

export function readRecipe(name: string): Page {
  return readPage(`docs/recipes/${name}.md`);
}
