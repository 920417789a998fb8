{{/* A service's configuration in TOML. Arguments: root, name, settings, follows. Strings are written as JSON writes
them, which TOML reads alike. */}}
{{- define "radslag.config" -}}
{{- $root := .root }}
{{- $values := .root.Values }}
{{- $settings := .settings }}
listen = {{ printf "0.0.0.0:%d" (int $values.ports.grpc) | toJson }}
stop_seconds = {{ int $values.stopSeconds }}
mandates_max_age_seconds = {{ int $settings.config.mandatesMaxAgeSeconds }}

[probe]
listen = {{ printf "0.0.0.0:%d" (int $values.ports.probe) | toJson }}

[peers]
{{- range .follows }}
{{ . }} = {{ printf "%s://%s:%d" (ternary "https" "http" $values.tls.enabled) (include "radslag.name" (dict "root" $root "name" .)) (int $values.ports.grpc) | toJson }}
{{- end }}

[database]
url = {{ printf "postgres://%s@%s:%d/%s?sslmode=%s" (include "radslag.databaseUser" .) (include "radslag.databaseHost" $root) (int $values.database.port) (include "radslag.databaseName" .) $values.database.sslmode | toJson }}
password_file = "/etc/radslag/database/password"
{{- if $values.database.owner }}
owner_url = {{ printf "postgres://%s_owner@%s:%d/%s?sslmode=%s" (include "radslag.databaseUser" .) (include "radslag.databaseHost" $root) (int $values.database.port) (include "radslag.databaseName" .) $values.database.sslmode | toJson }}
owner_password_file = "/etc/radslag/database/owner-password"
{{- with $values.database.eraser }}
eraser = {{ . | toJson }}
{{- end }}
{{- end }}
{{- if $values.database.tls.enabled }}
ca_file = "/etc/radslag/database-tls/ca.crt"
{{- if $values.database.tls.certificate }}
certificate_file = "/etc/radslag/database-tls/tls.crt"
key_file = "/etc/radslag/database-tls/tls.key"
{{- end }}
{{- end }}
{{- if $values.nats.enabled }}

[nats]
url = {{ include "radslag.natsUrl" $root | toJson }}
{{- if eq $values.nats.auth "certificate" }}
ca_file = "/etc/radslag/tls/ca.crt"
certificate_file = "/etc/radslag/tls/tls.crt"
key_file = "/etc/radslag/tls/tls.key"
{{- else if eq $values.nats.auth "credentials" }}
credentials_file = "/etc/radslag/nats/nats.creds"
{{- if hasPrefix "tls://" (include "radslag.natsUrl" $root) }}
ca_file = "/etc/radslag/nats/ca.crt"
{{- end }}
{{- end }}
replicas = {{ int $values.nats.replicas }}
max_age_days = {{ int $values.nats.maxAgeDays }}
max_bytes = {{ int64 $values.nats.maxBytes }}
{{- end }}

[identity]
{{- if $values.identity.development.enabled }}
development = "/etc/radslag/development"
{{- end }}
{{- if $values.identity.serviceTokens.enabled }}
token_file = "/var/run/secrets/radslag/token"
{{- end }}
{{- range $number, $one := $values.identity.issuers }}

[[identity.issuers]]
issuer = {{ $one.issuer | toJson }}
audience = {{ $one.audience | default "radslag" | toJson }}
{{- with $one.jwks }}
jwks = {{ . | toJson }}
{{- end }}
{{- if $one.caSecret }}
ca_file = "/etc/radslag/issuers/{{ $number }}/ca.crt"
{{- end }}
offices_claim = {{ hasKey $one "officesClaim" | ternary $one.officesClaim "offices" | toJson }}
offices = {{ $one.offices | default list | toJson }}
subjects = {{ $one.subjects | default list | toJson }}
{{- end }}
{{- with $values.identity.serviceTokens }}
{{- if .enabled }}

# Tokens of the cluster, of those who follow this service.
[[identity.issuers]]
issuer = {{ .issuer | toJson }}
audience = {{ .audience | toJson }}
{{- if eq .jwks "inline" }}
jwks = "/etc/radslag/config/cluster-keys.json"
{{- else }}
jwks = {{ .jwks | toJson }}
{{- if .clusterCa }}
ca_file = "/var/run/secrets/radslag/ca.crt"
# The address asks for a token of the cluster.
bearer_file = "/var/run/secrets/radslag/cluster-token"
{{- end }}
{{- end }}
offices_claim = ""
offices = ["service"]
{{- $subjects := list }}
{{- range include "radslag.followers" $ | fromJsonArray }}
{{- $subjects = append $subjects (include "radslag.subject" (dict "root" $root "name" .)) }}
{{- end }}
subjects = {{ $subjects | toJson }}
{{- end }}
{{- end }}
{{- if $values.tls.enabled }}

[tls]
certificate_file = "/etc/radslag/tls/tls.crt"
key_file = "/etc/radslag/tls/tls.key"
ca_file = "/etc/radslag/tls/ca.crt"
{{- end }}
{{- if or $values.telemetry.metrics $values.telemetry.otlp }}

[telemetry]
{{- if $values.telemetry.metrics }}
metrics = {{ printf "0.0.0.0:%d" (int $values.ports.metrics) | toJson }}
{{- end }}
{{- with $values.telemetry.otlp }}
otlp = {{ . | toJson }}
{{- end }}
{{- end }}

[limits]
deadline_ms = {{ int $settings.config.limits.deadlineMs }}
requests = {{ int $settings.config.limits.requests }}
requests_per_connection = {{ int $settings.config.limits.requestsPerConnection }}
caller_per_second = {{ int $settings.config.limits.callerPerSecond }}
header_bytes = {{ int $settings.config.limits.headerBytes }}

[log]
filter = {{ $settings.config.log.filter | toJson }}
format = {{ $settings.config.log.format | toJson }}
{{- end }}
