// Rocket.Chat's own client, and the validators by which its server checks requests and its tests check answers.
import { createRequire, register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = join(process.env.PACKAGES, 'node_modules');
register('./resolve.mjs', import.meta.url);

export const { RestClient } = createRequire(join(packages, 'x'))('@rocket.chat/api-client');

function typings(file) {
  return import(pathToFileURL(join(packages, '@rocket.chat/rest-typings/dist/v1', file)));
}

export const { isGETLivechatAnalyticsDashboardsChartDataParams: isQuestion } = await typings('omnichannel.js');
const { GETLivechatAnalyticsDashboardsChartDataSuccessSchema: isChart } = await typings('omnichannel.js');
const errors = await typings('Ajv.js');

const VALIDATORS = {
  200: isChart,
  400: errors.validateBadRequestErrorResponse,
  401: errors.validateUnauthorizedErrorResponse,
  403: errors.validateForbiddenErrorResponse,
  404: errors.validateNotFoundErrorResponse,
  // Rocket.Chat has none for it: its fields and no others, as of every refusal.
  503: errors.validateBadRequestErrorResponse,
};

/** What Rocket.Chat's validator of this status has against the body: nothing where it accepts it. */
export function objections(status, body) {
  const validator = VALIDATORS[status];
  // They coerce, so that a text would pass for a number: what is validated must come out as it went in.
  const validated = structuredClone(body);
  const found = validator(validated) ? [] : validator.errors.map(({ message }) => message);
  return JSON.stringify(validated) === JSON.stringify(body) ? found : [...found, 'is only accepted once coerced'];
}
