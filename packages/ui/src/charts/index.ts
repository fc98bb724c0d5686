export { BarChart, LineChart } from './bar-chart.js';
export {
  type Bucket,
  type ChartProps,
  csvField,
  downloadText,
  type Series,
  toCsv,
  totalOf,
} from './series.js';
export { Sparkline, type SparklineProps } from './sparkline.js';
