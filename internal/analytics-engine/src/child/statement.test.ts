import { describe, expect, test } from 'vitest';
import {
  checkReaderText,
  checkWriterText,
  isQuestion,
  quoteName,
  quoteText,
  readRowInsert,
  splitFormat,
} from './statement.js';

describe('a reader may send', () => {
  test.each([
    'SELECT 1',
    ' ( select count() from t ) ',
    'WITH x AS (SELECT 1) SELECT * FROM x',
    "SELECT 'a;b -- no comment /* nor this */ # $x$ INTO OUTFILE' AS `set`",
    "SELECT \"format\", `use`, 'it\\'s', 'it''s' FROM t WHERE a >= 1.5e-3 AND b != -2",
    "SELECT arrayFilter(x -> (x > 1), [1, 2]), m{'a':1}, {p:String}, c ? 1 : 2",
    "SELECT '— ünï' LIMIT 1;",
    'SELECT formatDateTime(settings_time, url_path), system FROM t AS merge',
  ])('%s', (text) => {
    expect(() => checkReaderText(text)).not.toThrow();
  });
});

describe('a reader may not send', () => {
  test.each([
    ['a second statement', 'SELECT 1; USE unlatch'],
    [
      'a second statement after an escaped quote',
      "SELECT 'a\\'; USE unlatch; SELECT 'b'; DROP TABLE t",
    ],
    ['a statement that is no query', 'DROP TABLE t'],
    ['KILL', 'KILL QUERY WHERE 1'],
    ['an empty text', ' ; '],
    ['a comment to the end of the line', 'SELECT 1 -- x'],
    ['a comment', 'SELECT /* x */ 1'],
    ['a comment with a number sign', 'SELECT 1 # x'],
    ['a here document', 'SELECT $x$;$x$'],
    ['quotes that are not ASCII', 'SELECT ‘;‘'],
    ['an open quote', "SELECT 'a"],
    ['INTO OUTFILE', "SELECT 1 INTO OUTFILE '/tmp/x'"],
    ['settings in a subquery', 'SELECT * FROM (SELECT 1 SETTINGS readonly = 0)'],
    ['a format in the middle', 'SELECT 1 FORMAT CSV SETTINGS x = 1'],
    ['the function file', "SELECT file('/etc/passwd')"],
    ['the function file, quoted and apart', "SELECT `file` ('/etc/passwd')"],
    ['the table function url', "SELECT * FROM URL('http://localhost')"],
    ['the table function merge', "SELECT * FROM merge('unlatch', '.*')"],
    ['a table of the engine', 'SELECT * FROM system.processes'],
    ['a table of the engine, quoted and apart', 'SELECT * FROM `SYSTEM` . "parts"'],
    ['another name of these', 'SELECT * FROM INFORMATION_SCHEMA.TABLES'],
    ['keys of the index', "SELECT * FROM mergeTreeAnalyzeIndexes('unlatch', 't')"],
    ['a backslash outside of quotes', 'SELECT \\N'],
  ])('%s', (_what, text) => {
    expect(() => checkReaderText(text)).toThrow(expect.objectContaining({ code: 164 }));
  });
});

test('a statement of the service is one statement, wherever the semicolons in its texts are', () => {
  expect(() => checkWriterText("INSERT INTO t VALUES (';'), ('\\';');")).not.toThrow();
  expect(() => checkWriterText('SELECT 1; SELECT 2')).toThrow(/one statement/);
});

test('the format that the client adds is taken off the text', () => {
  expect(splitFormat('SELECT 1\nFORMAT JSONEachRow')).toEqual({
    sql: 'SELECT 1',
    format: 'JSONEachRow',
  });
  expect(splitFormat('SELECT 1 FORMAT CSV;\n')).toEqual({ sql: 'SELECT 1', format: 'CSV' });
  expect(splitFormat("SELECT ' FORMAT CSV'")).toEqual({ sql: "SELECT ' FORMAT CSV'" });
});

test('an insert of rows is recognised by its whole text', () => {
  expect(readRowInsert('INSERT INTO unlatch.t FORMAT JSONEachRow\n')).toEqual({
    table: 'unlatch.t',
    format: 'JSONEachRow',
  });
  expect(readRowInsert('insert into `t` (`a`, b) format CSV')).toEqual({
    table: 't',
    columns: ['a', 'b'],
    format: 'CSV',
  });
  expect(readRowInsert('INSERT INTO t SELECT 1')).toBeUndefined();
  expect(readRowInsert('INSERT INTO t VALUES (1)')).toBeUndefined();
});

test('questions change nothing', () => {
  for (const text of ['SELECT 1', ' (with x as (select 1) select 1)', 'SHOW TABLES', 'EXISTS t']) {
    expect(isQuestion(text)).toBe(true);
  }
  for (const text of [
    'INSERT INTO t SELECT 1',
    'ALTER TABLE t',
    'SELECTED',
    'KILL QUERY WHERE 1',
  ]) {
    expect(isQuestion(text)).toBe(false);
  }
});

test('quoted texts and names keep every character', () => {
  expect(quoteText("a'b\\c")).toBe("'a\\'b\\\\c'");
  expect(quoteName('a`b\\c')).toBe('`a\\`b\\\\c`');
});
