import { quoted, shellQuoted } from "./quote";
import type { SnippetParts, Template } from "./snippets";

const INPUT = {
  message: "Hello",
  texts: ["Cats purr.", "Dogs bark."],
  query: "Which animal purrs?",
  picture: "A lighthouse at dusk",
} as const;

/** A JSON body between single quotes of a shell. */
function shellJson(body: object): string {
  const members = Object.entries(body).map(([name, value]) => `${quoted(name)}: ${quoted(value)}`);
  return shellQuoted(`{\n    ${members.join(",\n    ")}\n  }`);
}

const LIST = `[${INPUT.texts.map(quoted).join(", ")}]`;

function curlPost(path: string, { origin, key }: SnippetParts, body: object): string {
  return `curl ${origin}${path} \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d ${shellJson(body)}
`;
}

export const CURL: Template = {
  text: (parts) =>
    curlPost("/v1/chat/completions", parts, {
      model: parts.model,
      messages: [{ role: "user", content: INPUT.message }],
    }),
  embedding: (parts) =>
    curlPost("/v1/embeddings", parts, { model: parts.model, input: INPUT.texts }),
  reranking: (parts) =>
    curlPost("/v1/rerank", parts, {
      model: parts.model,
      query: INPUT.query,
      documents: INPUT.texts,
    }),
  image: (parts) =>
    curlPost("/v1/images/generations", parts, { model: parts.model, prompt: INPUT.picture }),
};

const pythonClient = ({ origin, key }: SnippetParts) =>
  `client = OpenAI(base_url=${quoted(`${origin}/v1`)}, api_key=${quoted(key)})`;

export const PYTHON: Template = {
  text: (parts) => `from openai import OpenAI

${pythonClient(parts)}
answer = client.chat.completions.create(
    model=${quoted(parts.model)},
    messages=[{"role": "user", "content": ${quoted(INPUT.message)}}],
)
print(answer.choices[0].message.content)
`,
  embedding: (parts) => `from openai import OpenAI

${pythonClient(parts)}
answer = client.embeddings.create(
    model=${quoted(parts.model)},
    input=${LIST},
)
print([row.embedding for row in answer.data])
`,
  reranking: (parts) => `import httpx
from openai import OpenAI

${pythonClient(parts)}
documents = ${LIST}
answer = client.post(
    "/rerank",
    cast_to=httpx.Response,
    body={"model": ${quoted(parts.model)}, "query": ${quoted(INPUT.query)}, "documents": documents},
)
for result in answer.json()["results"]:
    print(result["relevance_score"], documents[result["index"]])
`,
  image: (parts) => `import base64
from pathlib import Path

from openai import OpenAI

${pythonClient(parts)}
answer = client.images.generate(model=${quoted(parts.model)}, prompt=${quoted(INPUT.picture)})
Path("image.png").write_bytes(base64.b64decode(answer.data[0].b64_json))
`,
};

const openAi = ({ origin, key }: SnippetParts) => `const client = new OpenAI({
  baseURL: ${quoted(`${origin}/v1`)},
  apiKey: ${quoted(key)},
});`;

export const TYPESCRIPT: Template = {
  text: (parts) => `import OpenAI from "openai";

${openAi(parts)}
const answer = await client.chat.completions.create({
  model: ${quoted(parts.model)},
  messages: [{ role: "user", content: ${quoted(INPUT.message)} }],
});
console.log(answer.choices[0]?.message.content);
`,
  embedding: (parts) => `import OpenAI from "openai";

${openAi(parts)}
const answer = await client.embeddings.create({
  model: ${quoted(parts.model)},
  input: ${LIST},
});
console.log(answer.data.map(({ embedding }) => embedding));
`,
  reranking: (parts) => `import OpenAI from "openai";

${openAi(parts)}
const documents = ${LIST};
type Ranking = { results: { index: number; relevance_score: number }[] };
const { results } = await client.post<Ranking>("/rerank", {
  body: { model: ${quoted(parts.model)}, query: ${quoted(INPUT.query)}, documents },
});
for (const { index, relevance_score } of results) {
  console.log(relevance_score, documents[index]);
}
`,
  image: (parts) => `import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

${openAi(parts)}
const { data } = await client.images.generate({
  model: ${quoted(parts.model)},
  prompt: ${quoted(INPUT.picture)},
});
await writeFile("image.png", data?.[0]?.b64_json ?? "", "base64");
`,
};

const langChainOptions = ({ origin, key, model }: SnippetParts) => `{
  model: ${quoted(model)},
  apiKey: ${quoted(key)},
  configuration: { baseURL: ${quoted(`${origin}/v1`)} },
}`;

export const LANGCHAIN: Template = {
  text: (parts) => `import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI(${langChainOptions(parts)});
const answer = await model.invoke(${quoted(INPUT.message)});
console.log(answer.text);
`,
  embedding: (parts) => `import { OpenAIEmbeddings } from "@langchain/openai";

const embeddings = new OpenAIEmbeddings(${langChainOptions(parts)});
console.log(await embeddings.embedDocuments(${LIST}));
`,
};

const provider = ({ origin, key }: SnippetParts) => `const provider = createOpenAICompatible({
  name: "model-profiles",
  baseURL: ${quoted(`${origin}/v1`)},
  apiKey: ${quoted(key)},
});`;

export const AI_SDK: Template = {
  text: (parts) => `import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";

${provider(parts)}
const { text } = await generateText({
  model: provider(${quoted(parts.model)}),
  prompt: ${quoted(INPUT.message)},
});
console.log(text);
`,
  embedding: (parts) => `import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany } from "ai";

${provider(parts)}
const { embeddings } = await embedMany({
  model: provider.embeddingModel(${quoted(parts.model)}),
  values: ${LIST},
});
console.log(embeddings);
`,
  image: (parts) => `import { writeFile } from "node:fs/promises";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateImage } from "ai";

${provider(parts)}
const { image } = await generateImage({
  model: provider.imageModel(${quoted(parts.model)}),
  prompt: ${quoted(INPUT.picture)},
});
await writeFile("image.png", image.uint8Array);
`,
};

/** Reads the request with the values of the task, fills in the input and sends it to an Ollama. */
function ollama(
  { origin, key, task }: SnippetParts,
  { input, result }: { input: string; result: string },
): string {
  return `const resolved = await fetch(${quoted(`${origin}/api/resolve/${task}?as=ollama`)}, {
  headers: { Authorization: ${quoted(`Bearer ${key}`)} },
});
const { wire } = await resolved.json();
const answer = await fetch("http://localhost:11434" + wire.path, {
  method: wire.method,
  body: JSON.stringify({ ...wire.body, ${input} }),
});
console.log((await answer.json()).${result});
`;
}

export const OLLAMA: Template = {
  text: (parts) =>
    ollama(parts, {
      input: `stream: false, messages: [
    ...wire.body.messages,
    { role: "user", content: ${quoted(INPUT.message)} },
  ]`,
      result: "message.content",
    }),
  embedding: (parts) => ollama(parts, { input: `input: ${LIST}`, result: "embeddings" }),
};

function resolve({ origin, key, task }: SnippetParts): string {
  return `curl ${origin}/api/resolve/${task} \\
  -H "Authorization: Bearer ${key}"
`;
}

export const RESOLVE: Template = {
  text: resolve,
  embedding: resolve,
  reranking: resolve,
  image: resolve,
};
