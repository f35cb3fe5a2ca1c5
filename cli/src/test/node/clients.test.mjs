// Rocket.Chat's client asks a running server of each compatibility, and Rocket.Chat's validators judge what it gets.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { RestClient, isQuestion, objections } from './rocketchat.mjs';

const PATHS = [
  '/v1/livechat/analytics/dashboards/charts-data',
  '/v1/livechat/livechat/analytics/dashboards/charts-data',
];
const CHARTS = [
  'Total_conversations',
  'Total_messages',
  'Avg_chat_duration',
  'Avg_first_response_time',
  'Best_first_response_time',
  'Avg_response_time',
  'Avg_reaction_time',
];
const MANAGER = { 'X-User-Id': process.env.MANAGER, 'X-Auth-Token': process.env.TOKEN };
const AGENT = { 'X-User-Id': process.env.AGENT, 'X-Auth-Token': process.env.TOKEN };
const WEEK = { chartName: 'Total_messages', start: '2025-09-28', end: '2025-10-04' };

/** Status and body, by the client's own way: what is not 2xx is a rejection with the answer. */
async function ask(url, params, { credentials = MANAGER, headers = {}, path = PATHS[0] } = {}) {
  const client = new RestClient({ baseUrl: url, credentials });
  try {
    return { status: 200, body: await client.get(path, params, { headers }) };
  } catch (refused) {
    assert.ok(refused instanceof Response, String(refused));
    assert.match(refused.headers.get('Content-Type'), /^application\/json/);
    return { status: refused.status, body: await refused.json() };
  }
}

function assertAccepted(answer, status) {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.deepEqual(objections(status, answer.body), [], JSON.stringify(answer.body));
}

for (const [compatibility, url] of [
  ['exact', process.env.EXACT],
  ['rocketchat', process.env.ROCKETCHAT],
]) {
  describe(compatibility, () => {
    for (const chartName of CHARTS) {
      test(`${chartName} of days, of hours and of a department, by both paths`, async () => {
        const ranges = [WEEK, { start: '2025-10-01', end: '2025-10-01' }, { ...WEEK, departmentId: 'sales' }];
        for (const [i, range] of ranges.entries()) {
          const answer = await ask(url, { ...range, chartName }, { path: PATHS[i % PATHS.length] });
          assertAccepted(answer, 200);
          assert.equal(answer.body.chartLabel, chartName);
          assert.equal(answer.body.success, true);
          assert.equal(answer.body.dataLabels.length, i === 1 ? 24 : 7);
          assert.equal(answer.body.dataPoints.length, answer.body.dataLabels.length);
          assert.ok(i === 2 || answer.body.dataPoints.some((point) => point > 0), 'there is something in it');
        }
      });
    }

    test('a request is refused where the validator of requests refuses it, in its words', async () => {
      const refused = [
        { start: WEEK.start, end: WEEK.end },
        { chartName: WEEK.chartName, end: WEEK.end },
        { chartName: WEEK.chartName, start: WEEK.start },
        { ...WEEK, agentId: 'a' },
        { ...WEEK, start: ['2025-09-28', '2025-09-29'] },
      ];
      for (const params of refused) {
        assert.equal(isQuestion(structuredClone(params)), false);
        const message = isQuestion.errors[0].message;
        // The client would write a list as start[], another parameter: Rocket.Chat's server reads start=…&start=….
        const twice = Array.isArray(params.start);
        const answer = twice ? await askTwice(url, params) : await ask(url, params);
        assertAccepted(answer, 400);
        assert.equal(answer.body.error, message);
        assert.equal(answer.body.errorType, 'error-invalid-params');
      }
    });

    test('a request is taken where the validator of requests takes it', async () => {
      for (const params of [WEEK, { ...WEEK, departmentId: '' }, { ...WEEK, departmentId: 'nobody knows it' }]) {
        assert.equal(isQuestion(structuredClone(params)), true);
        assertAccepted(await ask(url, params), 200);
      }
    });

    test('a bad date, a bad name', async () => {
      for (const wrong of [{ start: 'yesterday' }, { end: '2025-02-30' }, { chartName: 'No_such_chart' }]) {
        const answer = await ask(url, { ...WEEK, ...wrong });
        assertAccepted(answer, compatibility === 'exact' ? 400 : 200);
        if (compatibility === 'rocketchat') {
          const chartLabel = wrong.chartName ?? WEEK.chartName;
          assert.deepEqual(answer.body, { chartLabel, dataLabels: [], dataPoints: [], success: true });
        }
      }
    });

    test('a user without the permission', async () => {
      assertAccepted(await ask(url, WEEK, { credentials: AGENT }), 403);
    });

    test('nobody, and a wrong token', async () => {
      for (const credentials of [null, { ...MANAGER, 'X-Auth-Token': 'another one' }]) {
        const answer = await ask(url, WEEK, { credentials });
        assert.equal(answer.body.message, 'You must be logged in to do this.');
        if (compatibility === 'rocketchat') {
          assertAccepted(answer, 401);
        } else {
          // As Rocket.Chat's documentation shows it, without what later versions added and their validator asks for.
          assert.equal(answer.status, 401);
          assert.deepEqual(objections(401, answer.body), ["must have required property 'success'"]);
          assert.deepEqual(objections(401, { success: false, ...answer.body }), []);
        }
      }
    });

    test('stores that have not come as far as is demanded', async () => {
      const headers = { 'X-Metrics-Position': 'conversations=1000000,,,;messages=,,,' };
      const answer = await ask(url, WEEK, { headers });
      assertAccepted(answer, 503);
      assert.equal(answer.body.errorType, 'error-stores-unavailable');
    });

    test('a path where nothing is', async () => {
      assertAccepted(await ask(url, WEEK, { path: '/v1/livechat/nothing' }), 404);
    });
  });
}

test('the validators do refuse', () => {
  assert.deepEqual(objections(200, { chartLabel: 'x', dataLabels: [], dataPoints: ['1'], success: true }), [
    'is only accepted once coerced',
  ]);
  assert.deepEqual(objections(200, { chartLabel: 'x', total: 1 }), ['must NOT have additional properties']);
  assert.deepEqual(objections(403, { error: 'x' }), ["must have required property 'success'"]);
});

async function askTwice(url, params) {
  const query = Object.entries(params)
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}=${value}`))
    .join('&');
  const response = await fetch(`${url}/api${PATHS[0]}?${query}`, { headers: MANAGER });
  return { status: response.status, body: await response.json() };
}
