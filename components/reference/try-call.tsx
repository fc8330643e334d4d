"use client";

import { type SubmitEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field, FormError, Input, TextArea } from "@/components/ui/form";
import { failureSentence } from "@/lib/http/browser/failure";
import type { OperationCall } from "@/lib/snippets/operation";
import {
  BODY,
  type CallFaults,
  type CallInput,
  faultsIn,
  fieldOf,
  initialInput,
  requestFor,
} from "./request";
import { type CallResponse, useCall } from "./use-call";

/** The form's state: what is entered, what is wrong with it, and the request. */
function useTry(call: OperationCall, id: string) {
  const [input, setInput] = useState(() => initialInput(call));
  const [faults, setFaults] = useState<CallFaults>({});
  const [isAsking, setAsking] = useState(false);
  const request = useCall();
  const send = () => request.run(requestFor(call, input));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = faultsIn(call, input);
    setFaults(found);
    const [first] = Object.keys(found);
    if (first) document.getElementById(`${id}-${first}`)?.focus();
    else if (call.method === "GET") send();
    else setAsking(true);
  };
  const change = (field: string, value: string) => {
    setInput({ ...input, [field]: value });
    setFaults({ ...faults, [field]: undefined });
  };
  return { ...request, input, faults, isAsking, setAsking, send, submit, change };
}

/** Makes one call with the viewer's session, and shows its response. */
export default function TryCall({ call }: { call: OperationCall }) {
  const id = useId();
  const { input, faults, isAsking, setAsking, send, submit, change, ...request } = useTry(call, id);
  const { isRunning, response, error, stop } = request;
  return (
    <form
      method="post"
      noValidate
      onSubmit={submit}
      className="grid gap-3 rounded-md border border-line p-3"
    >
      <Inputs id={id} call={call} input={input} faults={faults} onChange={change} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={isRunning}>
          Send {call.method}
        </Button>
        {isRunning && <Button onClick={stop}>Stop</Button>}
      </div>
      <FormError>{error ? failureSentence(error) : null}</FormError>
      <div role="status" className="grid min-w-0 gap-2 empty:hidden">
        {response && <Response call={call} response={response} />}
      </div>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={`Send ${call.method} ${call.path}?`}
        confirm="Send request"
        harmless={call.method !== "DELETE"}
        onConfirm={send}
      >
        <p>The call runs on this server with your account, and can change its data.</p>
      </ConfirmDialog>
    </form>
  );
}

interface InputsProps {
  /** The start of the fields' ids. */
  id: string;
  call: OperationCall;
  input: CallInput;
  faults: CallFaults;
  onChange: (field: string, value: string) => void;
}

function Inputs({ id, call, input, faults, onChange }: InputsProps) {
  const { parameters, takesBody } = call;
  return (
    <>
      {parameters.length > 0 && (
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
          {parameters.map((parameter) => {
            const field = fieldOf(parameter);
            return (
              <Field
                key={field}
                id={`${id}-${field}`}
                label={parameter.name}
                help={parameter.place}
                error={faults[field]}
              >
                {(control) => (
                  <Input
                    {...control}
                    autoComplete="off"
                    spellCheck={false}
                    value={input[field] ?? ""}
                    onChange={({ target }) => onChange(field, target.value)}
                  />
                )}
              </Field>
            );
          })}
        </div>
      )}
      {takesBody && (
        <Field id={`${id}-${BODY}`} label="Body" error={faults[BODY]}>
          {(control) => (
            <TextArea
              {...control}
              dir="ltr"
              spellCheck={false}
              className="max-h-96 min-h-24 font-mono text-xs"
              value={input[BODY] ?? ""}
              onChange={({ target }) => onChange(BODY, target.value)}
            />
          )}
        </Field>
      )}
    </>
  );
}

function Response({ call, response }: { call: OperationCall; response: CallResponse }) {
  const { status, milliseconds, headers, body } = response;
  const name = `Response of ${call.method} ${call.path}`;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          <strong className="font-semibold">{status}</strong>
          <span className="text-muted"> · {milliseconds.toLocaleString("en-US")} ms</span>
        </p>
        {body && <CopyButton text={body} what="the response" />}
      </div>
      <dl className="grid gap-x-3 text-xs sm:grid-cols-[auto_minmax(0,1fr)]">
        {headers.map(([header, value]) => (
          <div key={header} className="contents">
            <dt className="font-mono text-muted">{header}</dt>
            <dd className="font-mono [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {body ? (
        <CodeBlock label={name}>{body}</CodeBlock>
      ) : (
        <p className="text-xs text-muted">No body.</p>
      )}
    </>
  );
}
