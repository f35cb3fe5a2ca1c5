// The document that this instance serves, with nothing asked of anybody else.
window.SwaggerUIBundle({
  dom_id: '#api',
  url: '../api/v1/openapi.yaml',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
  validatorUrl: null,
});
