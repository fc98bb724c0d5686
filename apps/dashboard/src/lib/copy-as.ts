/*
 * The call behind a screen, in the form in which a reader can repeat it elsewhere. Made from the name
 * and the body that the screen itself sends, so the two cannot differ. The root key is always that of
 * the environment: no secret is in a text that lands on a clipboard.
 */

export type CallLanguage = 'curl' | 'node' | 'python' | 'go';

export const CALL_LANGUAGES: readonly CallLanguage[] = ['curl', 'node', 'python', 'go'];

export interface ShownCall {
  /** As on the wire: `keys.createKey`. */
  readonly name: string;
  readonly body: object;
  /** Where the service is: the origin of the page. */
  readonly baseUrl: string;
}

export function copyAs(language: CallLanguage, call: ShownCall): string {
  switch (language) {
    case 'curl':
      return asCurl(call);
    case 'node':
      return asNode(call);
    case 'python':
      return asPython(call);
    case 'go':
      return asGo(call);
  }
}

function asCurl({ name, body, baseUrl }: ShownCall): string {
  // Within single quotes of a shell, only the quote itself means something.
  const json = JSON.stringify(body).replaceAll("'", `'\\''`);
  return [
    `curl ${baseUrl}/v2/${name} \\`,
    '  -H "Authorization: Bearer $UNLATCH_ROOT_KEY" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d '${json}'`,
  ].join('\n');
}

function asNode({ name, body, baseUrl }: ShownCall): string {
  return [
    "import { Unkey } from '@unlatch/api';",
    '',
    'const unkey = new Unkey({',
    `  serverURL: ${JSON.stringify(baseUrl)},`,
    '  rootKey: process.env.UNLATCH_ROOT_KEY,',
    '});',
    '',
    `const { data } = await unkey.${name}(${JSON.stringify(body, null, 2)});`,
    'console.log(data);',
  ].join('\n');
}

function asPython({ name, body, baseUrl }: ShownCall): string {
  return [
    'import json, os, urllib.request',
    '',
    'request = urllib.request.Request(',
    `    ${JSON.stringify(`${baseUrl}/v2/${name}`)},`,
    // The body stays a text: true and null are no words of Python, and its escapes are those of JSON.
    `    data=${JSON.stringify(JSON.stringify(body))}.encode(),`,
    '    headers={',
    '        "Authorization": f"Bearer {os.environ[\'UNLATCH_ROOT_KEY\']}",',
    '        "Content-Type": "application/json",',
    '    },',
    ')',
    'with urllib.request.urlopen(request, timeout=10) as response:',
    '    print(json.load(response)["data"])',
  ].join('\n');
}

function asGo({ name, body, baseUrl }: ShownCall): string {
  return [
    'package main',
    '',
    'import (',
    '\t"fmt"',
    '\t"io"',
    '\t"net/http"',
    '\t"os"',
    '\t"strings"',
    ')',
    '',
    'func main() {',
    `\tbody := strings.NewReader(${JSON.stringify(JSON.stringify(body))})`,
    `\trequest, err := http.NewRequest("POST", ${JSON.stringify(`${baseUrl}/v2/${name}`)}, body)`,
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    '\trequest.Header.Set("Authorization", "Bearer "+os.Getenv("UNLATCH_ROOT_KEY"))',
    '\trequest.Header.Set("Content-Type", "application/json")',
    '\tresponse, err := http.DefaultClient.Do(request)',
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    '\tdefer response.Body.Close()',
    '\tanswer, err := io.ReadAll(response.Body)',
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    '\tfmt.Println(string(answer))',
    '}',
  ].join('\n');
}
