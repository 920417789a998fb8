{{/* The release's name, with the chart's where it does not say it. */}}
{{- define "radslag.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{/* The five services: what each offers and whom it follows. */}}
{{- define "radslag.services" -}}
{{ .Files.Get "files/services.yaml" }}
{{- end }}

{{/* Arguments everywhere below: root, and name, the part that is meant. */}}
{{- define "radslag.name" -}}
{{ include "radslag.fullname" .root }}-{{ .name }}
{{- end }}

{{/* What tells the pods of a part from all others. */}}
{{- define "radslag.selector" -}}
app.kubernetes.io/name: radslag
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "radslag.labels" -}}
{{ include "radslag.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: radslag
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* metadata of an object of a part; `suffix` where there are several of a kind. */}}
{{- define "radslag.metadata" -}}
name: {{ include "radslag.name" . }}{{ with .suffix }}-{{ . }}{{ end }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "radslag.labels" . | nindent 2 }}
{{- end }}

{{/* A service's own values: those of `defaults` where it has none. */}}
{{- define "radslag.settings" -}}
{{ mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy (get .root.Values.services .name | default dict)) | toJson }}
{{- end }}

{{/* image: repository, and digest or tag. Arguments: image, tag. */}}
{{- define "radslag.image" -}}
{{ .image.repository }}{{ if .image.digest }}@{{ .image.digest }}{{ else }}:{{ .image.tag | default .tag }}{{ end }}
{{- end }}

{{/* What the pod security standard `restricted` asks of a pod. Arguments: user, group. */}}
{{- define "radslag.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .group }}
fsGroup: {{ .group }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* And of a container. */}}
{{- define "radslag.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* Names of secrets. */}}
{{- define "radslag.databaseSecret" -}}
{{ .settings.database.secret | default (printf "%s-database" (include "radslag.name" .)) }}
{{- end }}
{{- define "radslag.tlsSecret" -}}
{{ .settings.tls.secret | default (printf "%s-tls" (include "radslag.name" .)) }}
{{- end }}
{{- define "radslag.natsSecret" -}}
{{ .settings.nats.secret | default (printf "%s-nats" (include "radslag.name" .)) }}
{{- end }}
{{- define "radslag.natsServerSecret" -}}
{{ .Values.natsServer.secret | default (printf "%s-nats-tls" (include "radslag.fullname" .)) }}
{{- end }}

{{/* Whether a service has a certificate: for gRPC, or for the broker. */}}
{{- define "radslag.hasCertificate" -}}
{{- if or .Values.tls.enabled (and .Values.nats.enabled (eq .Values.nats.auth "certificate")) }}true{{ end }}
{{- end }}

{{- define "radslag.natsUrl" -}}
{{- if .Values.nats.url }}{{ .Values.nats.url }}
{{- else -}}
tls://{{ include "radslag.fullname" . }}-nats:4222
{{- end }}
{{- end }}

{{- define "radslag.databaseHost" -}}
{{ .Values.database.host | default (printf "%s-postgresql" (include "radslag.fullname" .)) }}
{{- end }}

{{/* Name of a service's database, and of its role. */}}
{{- define "radslag.databaseName" -}}
{{ .settings.database.name | default (printf "radslag_%s" (.name | replace "-" "_")) }}
{{- end }}
{{- define "radslag.databaseUser" -}}
{{ .settings.database.user | default (printf "radslag_%s" (.name | replace "-" "_")) }}
{{- end }}

{{/* Subject of a service's own token. */}}
{{- define "radslag.subject" -}}
{{- $subject := printf "system:serviceaccount:%s:%s" .root.Release.Namespace (include "radslag.name" .) }}
{{- if gt (len $subject) 100 }}{{ fail (printf "%s has more than the 100 characters that name a subject: choose a shorter release or namespace" $subject) }}{{ end }}
{{- $subject }}
{{- end }}

{{/* Who follows a service, as a list in JSON. */}}
{{- define "radslag.followers" -}}
{{- $name := .name }}
{{- $all := list }}
{{- range $other, $it := include "radslag.services" .root | fromYaml }}
{{- if has $name $it.follows }}{{ $all = append $all $other }}{{ end }}
{{- end }}
{{- $all | toJson }}
{{- end }}

{{/* Configurations that cannot work are refused before anything is installed. */}}
{{- define "radslag.check" -}}
{{- if and (not .Values.postgresql.enabled) (not .Values.database.host) }}{{ fail "database.host is missing: name a PostgreSQL server, or set postgresql.enabled" }}{{ end }}
{{- if and .Values.nats.enabled (not .Values.natsServer.enabled) (not .Values.nats.url) }}{{ fail "nats.url is missing: name the servers, or set natsServer.enabled or nats.enabled: false" }}{{ end }}
{{- if and (not .Values.identity.development.enabled) (not .Values.identity.serviceTokens.enabled) }}{{ fail "identity.serviceTokens.enabled is false: the services could not call each other" }}{{ end }}
{{- if and (not .Values.identity.development.enabled) (not .Values.identity.issuers) }}{{ fail "identity.issuers is empty: nobody could call" }}{{ end }}
{{- if and .Values.natsServer.enabled (gt (int .Values.nats.replicas) (int .Values.natsServer.replicas)) }}{{ fail "nats.replicas is larger than natsServer.replicas" }}{{ end }}
{{- if and .Values.natsServer.enabled .Values.nats.enabled (or .Values.nats.url (ne .Values.nats.auth "certificate")) }}{{ fail "natsServer.enabled needs nats.auth: certificate, and nats.url empty" }}{{ end }}
{{- if and .Values.demo.enabled (or .Values.tls.enabled (not .Values.identity.development.enabled)) }}{{ fail "demo.enabled needs identity.development.enabled, and tls.enabled: false" }}{{ end }}
{{- end }}
