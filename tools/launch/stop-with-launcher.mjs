// Loaded into the service before its own code. When the launcher dies without a word (its terminal
// was closed, or it was killed), the service stops as if it had been asked to.
import cluster from 'node:cluster';

if (cluster.isPrimary && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
