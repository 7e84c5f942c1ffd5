using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using MediatR;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.SkipRules;

[Permit(Permission.ReadBrain)]
public sealed class EditModel(IMediator mediator) : SkipRulePageModel(mediator);
