// Lets Node load rest-typings, which is written for bundlers: ES modules that are not marked as such, and imports without
// the ends of file names. Of core-typings, whose whole wants patched packages, it needs one list of values.
export async function resolve(specifier, context, next) {
  if (specifier === '@rocket.chat/core-typings') {
    return next('@rocket.chat/core-typings/dist/ILivechatAgent.js', context);
  }
  try {
    return await next(specifier, context);
  } catch (absent) {
    return next(`${specifier}.js`, context);
  }
}

export async function load(url, context, next) {
  return next(url, url.includes('/rest-typings/dist/') ? { ...context, format: 'module' } : context);
}
