/** How the sandbox's models can misbehave. Each field is one switch that a fault may turn. */
export interface ModelBehaviour {
  /** true: no model listens; the gateway answers 503. */
  down: boolean;
  /** true: inference never answers, and keeps the connection open. */
  hangs: boolean;
  /** Milliseconds before each answer, or before a stream's first event. */
  slowMs: number;
  /** true: a streamed answer is sent as a whole at its end (a proxy or server that buffers). */
  buffersStream: boolean;
  /** true: the connection is cut in the middle of a streamed answer (FM-54). */
  cutsStream: boolean;
  /** true: a stream ends without `data: [DONE]`. */
  noDone: boolean;
  /** true: one more event follows `data: [DONE]`. */
  dataAfterDone: boolean;
  /** true: no event of a stream carries the role. */
  noRole: boolean;
  /** true: no event of a stream carries a finish_reason. */
  noFinishReason: boolean;
  /** true: two events of a stream carry a finish_reason. */
  twoFinishReasons: boolean;
  /** true: stream_options.include_usage is ignored. */
  noStreamUsage: boolean;
  /** true: the usage of a stream differs from that of the whole answer. */
  wrongStreamUsage: boolean;
  /** What `usage` says of a whole answer. */
  usage: 'exact' | 'zero' | 'missing' | 'wrong-total' | 'unstable';
  /** true: max_tokens is ignored: the answer has its full length. */
  ignoresMaxTokens: boolean;
  /** true: max_tokens is honoured, but finish_reason says "stop". */
  cutSaysStop: boolean;
  /** true: of answers in flight at once, each caller gets another one's text. */
  mixesUpAnswers: boolean;
  /** true: stop is ignored, in a model that knows it. */
  ignoresStop: boolean;
  /** true: n is ignored, in a model that knows it. */
  ignoresN: boolean;
  /** true: tools are ignored: the model answers in words. */
  ignoresTools: boolean;
  /** true: the arguments of a tool call are cut off. */
  badToolArguments: boolean;
  /** true: response_format is ignored: the model answers in words. */
  ignoresResponseFormat: boolean;
  /** true: the events of one stream have different ids. */
  changingIds: boolean;
  /** true: only the last message of a chat reaches the model. */
  forgetsHistory: boolean;
  /** true: system messages do not reach the model. */
  forgetsSystem: boolean;
  /** true: a chat without messages is answered with 500. */
  failsWithoutMessages: boolean;
  /** What happens to a prompt that is longer than the context: refused with 400, or 500, or it never answers, or is cut in silence. */
  beyondContext: 'refused' | 'fails' | 'hangs' | 'cut';
  /** true: a body that is no JSON is answered with 200. */
  acceptsBadJson: boolean;
  /** Status for a body that is no JSON; 400 when healthy, 500 as a crashing parser. */
  badJsonStatus: number;
  /** true: a model name that is not served is answered with 200. */
  acceptsUnknownModel: boolean;
  /** true: answers name another model than the one asked for. */
  namesWrongModel: boolean;
  /** true: chat answers are an error object with status 200. */
  errorInside200: boolean;
  /** Shape of error bodies: the OpenAI error object, plain text, an HTML page, a bare string in JSON, or nothing. */
  errorShape: 'openai' | 'text' | 'html' | 'flat' | 'empty';
  /** true: chat answers lack the fields id and object. */
  bareAnswers: boolean;
  /** true: the answer's message has role "user". */
  wrongRole: boolean;
  /** true: the answer's content is empty. */
  emptyAnswers: boolean;
  /** true: /v1/completions answers 404. */
  noCompletions: boolean;
  /** true: its own list of models is not in OpenAI's shape. */
  listsBare: boolean;
  /** true: the legacy completions answer in the shape of chat. */
  completionsAsChat: boolean;
  /** The name by which a model's metrics call it; as requests name it when undefined. */
  metricsName?: string;
  /** true: requests are not written to the pod's log. */
  silentLog: boolean;
  /** true: a simulator is in the other mode than its arguments say. */
  otherMode: boolean;
  /** true: the same request gets the same answer again, from a cache. */
  repeatsAnswers: boolean;
  /** Which of the latencies that its arguments name a simulator does not keep; undefined: it keeps them. */
  ignoresLatency?: 'first-token' | 'between-tokens';
  /** true: a stream has an error object in its middle, as of an engine that dies, and ends as any other. */
  errorInStream: boolean;
  /** Content type of streams; that of server-sent events when undefined. */
  streamType?: string;
  /** How the Responses endpoint is: as vLLM's, missing, bare of required fields, without usage, or streaming otherwise. */
  responses: 'as-vllm' | 'missing' | 'bare' | 'no-usage' | 'other-text' | 'not-completed';
}

export function healthyModel(): ModelBehaviour {
  return {
    down: false,
    hangs: false,
    slowMs: 0,
    buffersStream: false,
    cutsStream: false,
    noDone: false,
    dataAfterDone: false,
    noRole: false,
    noFinishReason: false,
    twoFinishReasons: false,
    noStreamUsage: false,
    wrongStreamUsage: false,
    usage: 'exact',
    ignoresMaxTokens: false,
    cutSaysStop: false,
    mixesUpAnswers: false,
    ignoresStop: false,
    ignoresN: false,
    ignoresTools: false,
    badToolArguments: false,
    ignoresResponseFormat: false,
    changingIds: false,
    forgetsHistory: false,
    forgetsSystem: false,
    failsWithoutMessages: false,
    beyondContext: 'refused',
    acceptsBadJson: false,
    badJsonStatus: 400,
    acceptsUnknownModel: false,
    namesWrongModel: false,
    errorInside200: false,
    errorShape: 'openai',
    bareAnswers: false,
    wrongRole: false,
    emptyAnswers: false,
    noCompletions: false,
    listsBare: false,
    completionsAsChat: false,
    silentLog: false,
    otherMode: false,
    repeatsAnswers: false,
    errorInStream: false,
    responses: 'as-vllm',
  };
}
