using Npgsql;
using NpgsqlTypes;

namespace AgentBrain.Api.Load.Yardsticks;

/// <summary>Statements by hand, prepared, everything of a request in one round trip.</summary>
internal sealed class RawYardstick(string connection, Script script) : IYardstick
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);

    public async Task<StateReply> ReadAsync(Guid sessionId)
    {
        await using var batch = _source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            SELECT round, state, final_report, created_at, completed_at, contact_name, contact_email, contact_phone FROM sessions WHERE session_id = $1
            """)
        { Parameters = { new NpgsqlParameter<Guid> { TypedValue = sessionId } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT role, question_id, content, round FROM messages WHERE session_id = $1 ORDER BY sequence")
        { Parameters = { new NpgsqlParameter<Guid> { TypedValue = sessionId } } });
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        var session = new SessionRead(
            reader.GetInt32(0), reader.GetString(1), Text(2), reader.GetDateTime(3), reader.IsDBNull(4) ? null : reader.GetDateTime(4), Text(5), Text(6), Text(7));
        await reader.NextResultAsync();
        var history = new List<Turn>();
        while (await reader.ReadAsync())
            history.Add(new Turn(reader.GetString(0), Text(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetInt32(3)));
        return Yardstick.Reply(script, sessionId, session, history);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public async Task StartAsync(Guid sessionId, byte[] tokenHash, StartRequest request)
    {
        var now = DateTime.UtcNow;
        var step = script.Start;
        await using var batch = _source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            INSERT INTO sessions (
                session_id, language, round, state, created_at, last_activity_at, revision_id, token_hash, start_submission_id, question_count, waiting_question_id,
                flag_codes, filled_slots)
            VALUES ($1, $2, 1, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = sessionId },
                new NpgsqlParameter<string> { TypedValue = request.Language },
                Json(step.State),
                new NpgsqlParameter<DateTime> { TypedValue = now },
                new NpgsqlParameter<int> { TypedValue = script.RevisionId },
                new NpgsqlParameter<byte[]> { TypedValue = tokenHash },
                new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() },
                new NpgsqlParameter<int> { TypedValue = step.QuestionCount },
                Text(step.WaitingQuestionId),
                new NpgsqlParameter<string[]> { TypedValue = step.FlagCodes },
                new NpgsqlParameter<string[]> { TypedValue = step.FilledSlots },
            },
        });
        AddRows(batch, sessionId, step, null, now);
        await batch.ExecuteNonQueryAsync();
    }

    public async Task AnswerAsync(Guid sessionId, StoredStep step, string text)
    {
        var now = DateTime.UtcNow;
        await using var batch = _source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            UPDATE sessions SET state = $2, last_activity_at = $3, question_count = $4, waiting_question_id = $5, flag_codes = $6, filled_slots = $7
            WHERE session_id = $1
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = sessionId },
                Json(step.State),
                new NpgsqlParameter<DateTime> { TypedValue = now },
                new NpgsqlParameter<int> { TypedValue = step.QuestionCount },
                Text(step.WaitingQuestionId),
                new NpgsqlParameter<string[]> { TypedValue = step.FlagCodes },
                new NpgsqlParameter<string[]> { TypedValue = step.FilledSlots },
            },
        });
        AddRows(batch, sessionId, step, text, now);
        await batch.ExecuteNonQueryAsync();
    }

    private void AddRows(NpgsqlBatch batch, Guid sessionId, StoredStep step, string? text, DateTime now)
    {
        foreach (var message in step.Messages)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                INSERT INTO messages (session_id, sequence, role, question_id, content, round, submission_id, input, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = sessionId },
                    new NpgsqlParameter<int> { TypedValue = message.Sequence },
                    new NpgsqlParameter<string> { TypedValue = message.Role },
                    new NpgsqlParameter<string> { TypedValue = message.QuestionId },
                    new NpgsqlParameter<string> { TypedValue = message.IsAnswer ? text! : message.Content },
                    new NpgsqlParameter<int> { TypedValue = message.Round },
                    new NpgsqlParameter { Value = message.IsAnswer ? Guid.NewGuid() : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    Json(message.Input),
                    new NpgsqlParameter<DateTime> { TypedValue = now },
                },
            });
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            INSERT INTO decision_records (id, session_id, sequence, revision_id, question_id, stop_reason, details, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() },
                new NpgsqlParameter<Guid> { TypedValue = sessionId },
                new NpgsqlParameter<int> { TypedValue = step.Decision.Sequence },
                new NpgsqlParameter<int> { TypedValue = script.RevisionId },
                Text(step.Decision.QuestionId),
                Text(step.Decision.StopReason),
                Json(step.Decision.Details),
                new NpgsqlParameter<DateTime> { TypedValue = now },
            },
        });
    }

    private static NpgsqlParameter Json(string? json) => new() { Value = json ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Text(string? text) => new() { Value = text ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };
}
