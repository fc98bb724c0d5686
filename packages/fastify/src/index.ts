export { type UnkeyConfig, type UnkeyContext, unkey } from './hook.js';
