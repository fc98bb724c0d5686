export { type UnkeyConfig, type UnkeyContext, unkey } from './middleware.js';
