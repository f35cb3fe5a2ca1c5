// The seven charts: what each is called in the two APIs and on the page, and how points make a total.

export const METRICS = [
  { id: 'conversations', chart: 'Total_conversations', title: 'Conversations', about: 'opened', unit: 'count', total: 'sum' },
  { id: 'messages', chart: 'Total_messages', title: 'Messages', about: 'by agents and bots', unit: 'count', total: 'sum' },
  { id: 'chat_duration_avg', chart: 'Avg_chat_duration', title: 'Chat duration', about: 'average, to the latest close', unit: 's', total: 'mean' },
  { id: 'first_response_time_avg', chart: 'Avg_first_response_time', title: 'First response', about: 'average first wait', unit: 's', total: 'mean' },
  { id: 'first_response_time_best', chart: 'Best_first_response_time', title: 'Best first response', about: 'shortest first wait', unit: 's', total: 'min' },
  { id: 'response_time_avg', chart: 'Avg_response_time', title: 'Response', about: 'average of conversations', unit: 's', total: 'mean' },
  { id: 'reaction_time_avg', chart: 'Avg_reaction_time', title: 'Reaction', about: 'average, from the assignment', unit: 's', total: 'mean' },
];

const measured = (points) => points.filter(({ value }) => value !== null);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Of all points together; null where nothing was measured. A mean is by conversations, where their numbers are known. */
export function total(metric, points) {
  const known = measured(points);
  if (known.length === 0) {
    return null;
  }
  const values = known.map(({ value }) => value);
  switch (metric.total) {
    case 'sum':
      return sum(values);
    case 'min':
      return values.reduce((a, b) => Math.min(a, b));
    default: {
      const weights = known.map(({ conversations }) => conversations ?? 1);
      return sum(values.map((value, i) => value * weights[i])) / sum(weights);
    }
  }
}

/** Whether a mean over the points is one of points rather than of conversations. */
export const isOfPoints = (metric, points) =>
  metric.total === 'mean' && measured(points).some(({ conversations }) => conversations === undefined);

/**
 * The totals of what is over in this period and of the same part of the one before; null where one is missing. Half a day
 * compared with a whole one would always look like a loss.
 */
export function change(metric, points, before) {
  const now = [];
  const then = [];
  points.forEach((point, i) => {
    if (point.over && before[i]) {
      now.push(point);
      then.push(before[i]);
    }
  });
  const [current, previous] = [total(metric, now), total(metric, then)];
  return current === null || previous === null ? null : { current, previous };
}
