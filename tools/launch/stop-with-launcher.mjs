// Loaded into the service before its own code. If the launcher dies without a signal to the service
// (its terminal was closed, or it was killed), the service stops in order.
import cluster from 'node:cluster';

if (cluster.isPrimary && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
