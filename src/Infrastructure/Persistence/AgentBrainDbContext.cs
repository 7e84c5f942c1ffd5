using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The product's database.</summary>
public class AgentBrainDbContext(DbContextOptions<AgentBrainDbContext> options) : DbContext(options);
