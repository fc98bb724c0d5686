import { expect, test } from 'vitest';
import * as root from '../src/index.js';

test('the package exports these names and no others', () => {
  expect(Object.keys(root)).toMatchInlineSnapshot(`
    [
      "withUnkey",
      "withUnkeyPages",
    ]
  `);
});
