# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Pathlight contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Completes commands, their options, and the words an option takes.

_pathlight_cli_options() { # COMMAND
    local target="--profile --proxy --ca-file --resolver"
    local report="--format --output --redact --language"
    case $1 in
        diagnose) echo "$target --only --skip --also --direct --login-shell --attempts --deadline --key-env $report" ;;
        replay | compare) echo "$report" ;;
        explain) echo "--language" ;;
        flowchart) echo "--format --output --language" ;;
        client-config) echo "--for --apply --yes --unit --undo --language" ;;
        monitor) echo "$target --interval --count --route --metrics --journal --objective --key-env --language" ;;
        idle) echo "$target --up-to $report" ;;
    esac
}

_pathlight_cli_words() { # COMMAND OPTION
    local steps="environment proxy dns tcp mtu tls http api stream route stability clients"
    case $2 in
        --format)
            case $1 in
                compare) echo "text json" ;;
                flowchart) echo "svg png json mermaid" ;;
                *) echo "text json jsonl markdown html pdf letter pem" ;;
            esac
            ;;
        --redact) echo "none standard strict" ;;
        --language) echo "en zh_CN" ;;
        --proxy) echo "system env none" ;;
        --only | --skip) echo "$steps" ;;
        --also) echo "issuers tls-versions request-sizes http2 clients" ;;
        --direct) echo "yes no" ;;
        --for) echo "bash fish powershell claude-settings python typescript systemd docker" ;;
    esac
}

_pathlight_cli() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} words
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="diagnose replay compare explain flowchart simulate client-config monitor idle --help --version"
    elif [[ $word == -* ]]; then
        words="$(_pathlight_cli_options "$command") --help"
    else
        words=$(_pathlight_cli_words "$command" "$before")
        case $before in --profile | --ca-file | --output | --journal) words= ;; esac
        if [ -z "$words" ] && [ "$command" = client-config ] && [ "$COMP_CWORD" -eq 2 ]; then
            words="claude-code claude-code-npm anthropic-python anthropic-typescript python-requests curl"
        fi
    fi
    if [ -n "$words" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _pathlight_cli pathlight-cli
