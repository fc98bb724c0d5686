import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Db, Schema } from '../src/store/database/database.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

export interface ExplainingDatabase {
  /** How every statement of `work` found its rows, as the server really ran it. */
  scansOf(work: (db: Db) => Promise<unknown>): Promise<string>;
  close(): Promise<void>;
}

/** A connection whose plans come back as notices. Needs the module auto_explain and a superuser. */
export function openExplaining(databaseUrl: string): ExplainingDatabase {
  const plans: PlanNode[] = [];
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('connect', (client) => {
    client.on('notice', ({ message }) => {
      const json = message?.slice(message.indexOf('{'));
      if (json?.startsWith('{')) plans.push(JSON.parse(json).Plan);
    });
  });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    async scansOf(work) {
      await pool.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0;
        set auto_explain.log_analyze = on; set auto_explain.log_timing = off;
        set auto_explain.log_format = json; set auto_explain.log_level = notice`);
      plans.length = 0;
      await work(db);
      return plans.flatMap(scansIn).join(', ');
    },
    close: () => db.destroy(),
  };
}

function scansIn(node: PlanNode): string[] {
  const below = (node.Plans ?? []).flatMap(scansIn);
  if (!node['Node Type'].includes('Scan') || node['Relation Name'] === undefined) return below;
  const place = node['Index Name'] ?? `all of ${node['Relation Name']}`;
  const rows = Math.round(node['Actual Rows'] * node['Actual Loops']);
  return rows === 0
    ? below
    : [`${node['Node Type']} ${place}: ${rows.toLocaleString('en')}`, ...below];
}
